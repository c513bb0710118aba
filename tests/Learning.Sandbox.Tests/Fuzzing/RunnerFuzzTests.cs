using System.Diagnostics;
using System.Text;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;
using Xunit.Abstractions;

namespace Learning.Sandbox.Tests.Fuzzing;

/// <summary>A process that says anything at all in a runner's place: each call ends with an outcome, in time.</summary>
public sealed class RunnerFuzzTests(ITestOutputHelper output) : IDisposable
{
    private const string Id = "0123456789abcdef01234567";
    private readonly string _folder = Directory.CreateTempSubdirectory("fz-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Runner_SayingDamagedEvents_EndsEachCallWithAnOutcome() => FuzzRun.RunAsync(output, async random =>
    {
        RunEvent[] events =
        [
            new PrintedEvent("hello"), new AnsweredEvent(Id, "[{\"id\":1}]"), new PrintedEvent(new string('x', random.Next(5000))), new AnsweredEvent(Id, "[]"),
        ];
        var said = Mutation.Of([.. events.Take(random.Next(1, events.Length + 1)).SelectMany(each => (byte[])[.. Line(each), (byte)'\n'])], random);
        var file = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(file, [.. Line(new ReadyEvent()), (byte)'\n', .. said]);
        try
        {
            await PlayAsync(file);
            File.Delete(file);
        }
        catch
        {
            File.Copy(file, FuzzRun.KeepAt(".runner"));
            throw;
        }
    });

    public static TheoryData<string> Found => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Found"), "*.runner").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Found))]
    public Task Runner_SayingWhatWasFoundBefore_EndsTheCallWithAnOutcome(string file) => PlayAsync(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Found", file));

    private async Task PlayAsync(string file)
    {
        var options = new RunnerOptions { WorkDirectory = _folder, AnswerMb = 1, OutputKb = 4, KeptOutputKb = 1 };
        await using var runner = await RunnerProcess.StartAsync(new Speaker(file), new RunnerInstallation(_folder, _folder), options, CancellationToken.None);

        var result = await runner.CallAsync(new CallRequest(Id, "/door/1", []), TimeSpan.FromMilliseconds(150), null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.InRange(result.Output.Length, 0, 1024);
        Assert.True((result.Answer is not null) == (result.Outcome.Kind == OutcomeKind.Completed), result.Outcome.Message);
        Assert.InRange(result.Outcome.Message?.Length ?? 0, 0, 4100);
    }

    private static byte[] Line(RunEvent said) => Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(said, ProtocolJson.Default.RunEvent));

    /// <summary>No jail: what speaks is ours, only its words are not.</summary>
    private sealed class Speaker(string file) : IJail
    {
        public string Name => "none";

        public Task<JailedProcess> StartAsync(JailCommand command, CancellationToken cancellationToken)
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", $"cat '{file}'; exec sleep 30"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            return Task.FromResult(new JailedProcess(Process.Start(start)!, command));
        }
    }
}
