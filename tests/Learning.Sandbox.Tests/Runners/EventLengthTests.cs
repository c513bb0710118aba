using System.Diagnostics;
using System.Text;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

/// <summary>What a line of each kind may be, from a process that says anything at all in a runner's place.</summary>
public sealed class EventLengthTests : IDisposable
{
    private const string Id = "0123456789abcdef01234567";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("el-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Call_AnswerOfMegabytes_IsTheAnswer()
    {
        var rows = $$"""[{"value":"{{new string('x', 3 << 20)}}"}]""";

        var result = await CallAsync(ProtocolJson.Line(new AnsweredEvent(Id, rows)));

        Assert.Equal(OutcomeKind.Completed, result.Outcome.Kind);
        Assert.Equal(rows, result.Answer);
    }

    /// <summary>The last two are no events that the runner writes: one is an answer after a blank, one says its kind last.</summary>
    [Theory]
    [InlineData("{\"said\":\"printed\",\"Text\":\"", "\"}")]
    [InlineData("{\"said\":\"threw\",\"Id\":\"" + Id + "\",\"Type\":\"T\",\"Message\":\"", "\",\"Frames\":[]}")]
    [InlineData("{\"said\":\"ready\",\"Text\":\"", "\"}")]
    [InlineData("{ \"said\":\"answered\",\"Id\":\"" + Id + "\",\"Rows\":\"", "\"}")]
    [InlineData("{\"Rows\":\"", "\",\"Id\":\"" + Id + "\",\"said\":\"answered\"}")]
    public async Task Call_LineLongerThanItsKind_IsNotTheProtocol(string before, string after)
    {
        var result = await CallAsync(Encoding.UTF8.GetBytes(before + new string('x', 1 << 20) + after));

        Assert.Equal((OutcomeKind.RuntimeError, Outcomes.Protocol.Message), (result.Outcome.Kind, result.Outcome.Message));
        Assert.Null(result.Answer);
    }

    [Fact]
    public async Task Call_ShortAnswerWrittenOtherwise_IsTheAnswer() =>
        Assert.Equal("[]", (await CallAsync(Encoding.UTF8.GetBytes("{ \"said\": \"answered\", \"Id\":\"" + Id + "\", \"Rows\":\"[]\" }"))).Answer);

    [Theory]
    [InlineData("{\"said\":\"answered\",\"Id\":\"" + Id + "\",\"Rows\":\"[]\",\"Lines\":[null]}")]
    [InlineData("{\"said\":\"threw\",\"Id\":\"" + Id + "\",\"Type\":\"T\",\"Message\":\"m\",\"Frames\":[null]}")]
    [InlineData("{\"said\":\"threw\",\"Id\":\"" + Id + "\",\"Type\":\"T\",\"Message\":\"m\",\"Frames\":[],\"Lines\":[null]}")]
    public async Task Call_NothingInAList_IsNotTheProtocol(string line)
    {
        var result = await CallAsync(Encoding.UTF8.GetBytes(line));

        Assert.Equal((OutcomeKind.RuntimeError, Outcomes.Protocol.Message), (result.Outcome.Kind, result.Outcome.Message));
    }

    /// <summary>The larger one is within the bounds of a grid, and three times what a runner puts into one.</summary>
    [Theory]
    [InlineData(7, OutcomeKind.Completed)]
    [InlineData(30, OutcomeKind.RuntimeError)]
    public async Task Scratch_GridOfMegabytes_IsOneUpToWhatARunnerWrites(int columns, OutcomeKind kind)
    {
        string?[] row = [.. Enumerable.Repeat(new string('x', 2_000), columns)];
        var grid = new ScratchedEvent(Id, [.. Enumerable.Repeat("c", columns)], [.. Enumerable.Repeat(row, 200)], 200);
        Assert.True(GridBounds.Hold(grid));
        await using var runner = await StartAsync(ProtocolJson.Line(grid));

        var result = await runner.ScratchAsync(new CallRequest(Id, "/door/1", []), Limit, null, CancellationToken.None);

        Assert.Equal(kind, result.Outcome.Kind);
    }

    private async Task<CallResult> CallAsync(byte[] line)
    {
        await using var runner = await StartAsync(line);
        return await runner.CallAsync(new CallRequest(Id, "/door/1", []), Limit, null, CancellationToken.None);
    }

    private async Task<RunnerProcess> StartAsync(byte[] line)
    {
        var file = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(file, [.. ProtocolJson.Line(new ReadyEvent()), (byte)'\n', .. line, (byte)'\n']);
        return await RunnerProcess.StartAsync(new Speaker(file), new RunnerInstallation(_folder, _folder), new RunnerOptions { WorkDirectory = _folder }, CancellationToken.None);
    }

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
