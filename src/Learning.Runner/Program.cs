using System.Globalization;
using System.Text;
using System.Text.Json;
using Learning.Runner;
using Learning.Sandbox.Protocol;

// The pool adds a thread or two a second past its minimum; code that blocks would be measured by that and by nothing else.
const int Crowded = 64;

// The protocol keeps the real streams; whatever else writes to the console is the learner's output.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var events = new EventWriter(Console.OpenStandardOutput());
using var requests = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
var output = new PrintedWriter(events);
Console.SetIn(TextReader.Null);
Console.SetOut(output);
Console.SetError(output);

await Warmup.RunAsync();
events.Send(new ReadyEvent());

Submission? submission = null;
Scratch? scratch = null;
while (await requests.ReadLineAsync() is { } line)
{
    switch (JsonSerializer.Deserialize(line, ProtocolJson.Default.RunRequest))
    {
        case CompileRequest compile:
            var compilation = Compiler.Compile("Submission", compile.Sources);
            submission = compilation.Image is { } image ? new Submission(compile, image) : null;
            events.Send(compilation.Said);
            break;
        case ScratchRequest asked:
            (var compiled, scratch) = Scratch.Compile(asked);
            events.Send(compiled);
            break;
        case CallRequest call when scratch is not null:
            var came = await scratch.RunAsync(call);
            output.Flush();
            events.Send(came);
            break;
        case CallRequest { Pool: not null } call when submission is not null:
            Beside(submission, call);
            break;
        case CallRequest call when submission is not null:
            var said = await Caller.CallAsync(submission, call);
            output.Flush();
            events.Send(said);
            break;
        default:
            return 2;
    }
}
return 0;

// On the pool, not here: a call that blocks its thread must not keep the others from beginning.
void Beside(Submission answer, CallRequest call)
{
    ThreadPool.GetMinThreads(out var workers, out var ports);
    ThreadPool.SetMinThreads(Math.Max(workers, Crowded), ports);
    _ = Task.Run(async () =>
    {
        var said = await Caller.CallAsync(answer, call);
        output.Flush();
        events.Send(said);
    });
}
