using Learning.Grading.Traces;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Tests.Jails;

namespace Learning.Sandbox.Tests.Runners;

[Collection(nameof(RunnerFixture))]
public sealed class RunnerLimitTests(RunnerFixture runners)
{
    [Theory]
    [InlineData("while (true) { }", OutcomeKind.TimeLimit, "1 s")]
    [InlineData("Thread.Sleep(-1); return 1;", OutcomeKind.TimeLimit, "1 s")]
    [InlineData("Environment.Exit(0); return 1;", OutcomeKind.RuntimeError, "exit code 0")]
    [InlineData("Environment.FailFast(\"x\"); return 1;", OutcomeKind.RuntimeError, "exit code 134")]
    [InlineData("int Down(int n) => Down(n + 1) + 1; return Down(size);", OutcomeKind.RuntimeError, "stack overflow")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill(); return 1;", OutcomeKind.RuntimeError, "exit code 137")]
    public async Task Call_NeverAnswering_NamesWhatStoppedIt(string body, OutcomeKind kind, string named)
    {
        var result = await runners.RunAsync(body, seconds: kind == OutcomeKind.TimeLimit ? 1 : 20);

        Assert.Equal(kind, result.Outcome.Kind);
        Assert.Contains(named, result.Outcome.Message, StringComparison.Ordinal);
        Assert.Null(result.Answer);
    }

    [Theory]
    [InlineData("var all = new List<byte[]>(); while (true) { all.Add(new byte[1 << 20]); }")]
    [InlineData("while (true) { var block = System.Runtime.InteropServices.Marshal.AllocHGlobal(1 << 20); for (var at = 0; at < 1 << 20; at += 4096) System.Runtime.InteropServices.Marshal.WriteByte(block, at, 1); }")]
    public async Task Call_HoggingMemory_StopsAtTheLimit(string body)
    {
        var result = await runners.RunAsync(body, seconds: 30);

        Assert.Equal((OutcomeKind.MemoryLimit, "Stopped at 200 MB of memory."), (result.Outcome.Kind, result.Outcome.Message));
    }

    [Theory]
    [InlineData("while (true) Console.WriteLine(\"all work and no play\");", "1024 KB")]
    [InlineData("return Enumerable.Repeat(new string('x', 1 << 20), 50);", "16 MB")]
    public async Task Call_SayingTooMuch_StopsAtTheLimit(string body, string named)
    {
        var result = await runners.RunAsync(body, seconds: 30);

        Assert.Equal(OutcomeKind.OutputLimit, result.Outcome.Kind);
        Assert.Contains(named, result.Outcome.Message, StringComparison.Ordinal);
        Assert.InRange(result.Output.Length, 0, 64 << 10);
    }

    [Theory]
    [InlineData("""{"said":"answered","Id":"guess","Rows":"[]"}""")]
    [InlineData("""{"said":"ready"}""")]
    [InlineData("""{"said":"printed","Text":null}""")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task Call_ForgingProtocolLines_IsNotAnAnswer(string line)
    {
        var literal = line.Replace("\"", "\\\"", StringComparison.Ordinal);
        var result = await runners.RunAsync($"using (var raw = Console.OpenStandardOutput()) {{ raw.Write(System.Text.Encoding.UTF8.GetBytes(\"{literal}\\n\")); raw.Flush(); }} return 1;");

        Assert.Equal(OutcomeKind.RuntimeError, result.Outcome.Kind);
        Assert.Null(result.Answer);
    }

    [Fact]
    public async Task Call_StartingThreadsWithoutEnd_IsStopped()
    {
        var result = await runners.RunAsync("while (true) new Thread(() => Thread.Sleep(-1), 1 << 17).Start();", seconds: 30);

        Assert.Equal((OutcomeKind.RuntimeError, "Stopped at 256 threads and processes."), (result.Outcome.Kind, result.Outcome.Message));
    }

    [Fact]
    public async Task Call_PastItsTime_LeavesNoProcessBehind()
    {
        var runner = await runners.StartAsync(RunnerFixture.Request("while (true) { }"));
        await using (runner)
        {
            var inside = runner.Measure().Processes;
            Assert.True(inside.Count >= (TestJail.Kind == JailKind.Docker ? 2 : 3), $"init and runner expected, under bubblewrap the outer bwrap too; {inside.Count} seen");

            await runner.CallAsync(RunnerFixture.Call(), TimeSpan.FromSeconds(0.5), null, CancellationToken.None);

            Assert.DoesNotContain(inside, ProcessTree.Exists);
        }
        Assert.False(Directory.Exists(runner.DoorDirectory));
    }
}
