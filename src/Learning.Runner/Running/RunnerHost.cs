using System.Text.Json;
using Learning.Sandbox.Protocol;

namespace Learning.Runner.Running;

/// <summary>Loads one answer and calls it as often as it is told to.</summary>
internal static class RunnerHost
{
    // The pool adds a thread or two a second past its minimum; code that blocks would be measured by that and by nothing else.
    private const int Crowded = 64;

    public static async Task<int> ServeAsync(TextReader requests, EventWriter events, PrintedWriter output)
    {
        await Warmup.RunAsync();
        events.Send(new ReadyEvent());

        Submission? submission = null;
        Scratch? scratch = null;
        while (await requests.ReadLineAsync() is { } line)
        {
            switch (JsonSerializer.Deserialize(line, ProtocolJson.Default.RunRequest))
            {
                case LoadRequest load:
                    submission = new Submission(load);
                    break;
                case LoadScratchRequest load:
                    scratch = new Scratch(load);
                    break;
                case CallRequest call when scratch is not null:
                    Say(await scratch.RunAsync(call));
                    break;
                case CallRequest { Pool: not null } call when submission is not null:
                    Beside(submission, call);
                    break;
                case CallRequest call when submission is not null:
                    Say(await Caller.CallAsync(submission, call));
                    break;
                default:
                    return 2;
            }
        }
        return 0;

        void Say(RunEvent said)
        {
            output.Flush();
            events.Send(said);
        }

        // On the pool, not here: a call that blocks its thread must not keep the others from beginning.
        void Beside(Submission answer, CallRequest call)
        {
            ThreadPool.GetMinThreads(out var workers, out var ports);
            ThreadPool.SetMinThreads(Math.Max(workers, Crowded), ports);
            _ = Task.Run(async () => Say(await Caller.CallAsync(answer, call)));
        }
    }
}
