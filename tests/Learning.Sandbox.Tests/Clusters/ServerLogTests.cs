using System.IO.Pipelines;
using System.Text;
using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Clusters;

/// <summary>What a server's standard error may hold, as PostgreSQL 18.4 writes it.</summary>
public sealed class ServerLogTests
{
    private const string Plan = "LOG:  duration: 0.1 ms  plan:\n\t{\n\t  \"Query Text\": \"SELECT 1\",\n\t  \"Plan\": { \"Node Type\": \"Result\", \"Actual Rows\": 1.00, \"Actual Loops\": 1 }\n\t}";

    [Fact]
    public async Task Plan_OfTheLearner_IsRead()
    {
        var plan = Assert.Single(await PlansAsync($"k 7 1 00000 learner@a|LOG:  execute <unnamed>: SELECT 1\nk 7 2 00000 learner@a|{Plan}\n"));
        Assert.Equal((7, "SELECT 1", "Result", false), (plan.Pid, plan.Sql, plan.Plan.Root.Type, plan.Nested));
    }

    [Fact]
    public async Task Plan_WithAFunctionsContext_IsNested() =>
        Assert.True(Assert.Single(await PlansAsync($"k 7 1 00000 learner@a|{Plan}\nk 7 2 00000 learner@a|CONTEXT:  SQL function \"f\" statement 1\n")).Nested);

    [Theory]
    [InlineData("another secret", "x 7 1 00000 learner@a|", "")]
    [InlineData("another role", "k 7 1 00000 owner@a|", "")]
    [InlineData("raised", "k 7 1 00000 learner@a|", "k 7 2 00000 learner@a|CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE\n")]
    [InlineData("raised with a detail", "k 7 1 00000 learner@a|", "k 7 2 00000 learner@a|DETAIL:  x\nk 7 3 00000 learner@a|CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE\n")]
    public async Task Plan_Forged_IsNotRead(string why, string prefix, string after) => Assert.True((await PlansAsync($"{prefix}{Plan}\n{after}")).Count == 0, why);

    [Fact]
    public async Task Marker_SaidByTheLearner_IsNotTheEnd()
    {
        var plans = await PlansAsync($"k 7 1 00000 learner@a|LOG:  marker\nk 7 2 00000 learner@a|{Plan}\n");
        Assert.Single(plans);
    }

    /// <summary>An error that quotes a value of megabytes is the doing of whoever made the value.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\nk 9 1 00000 supervisor@postgres|LOG:  marker\n")]
    public async Task Line_LongerThanIsRead_IsAFlood(string after)
    {
        await using var log = new ServerLog(new MemoryStream(Encoding.UTF8.GetBytes("k 7 1 22P02 learner@a|ERROR:  " + new string('x', 5 << 20) + after)), "k");
        await Assert.ThrowsAsync<LogFloodException>(() => log.ReadUntilAsync("marker", "supervisor", CancellationToken.None));
    }

    /// <summary>More than is kept, while somebody takes what comes: long entries, one entry that goes on and on, and entries of next to nothing.</summary>
    [Theory]
    [InlineData("k 7 1 00000 learner@a|LOG:  ", 1 << 20, 65)]
    [InlineData("\t", 1 << 20, 65)]
    [InlineData("k 7 1 00000 learner@a|LOG:  ", 1, 700_000)]
    public async Task Log_PastItsBound_IsAFlood(string prefix, int length, int lines)
    {
        var pipe = new Pipe();
        await using var log = new ServerLog(pipe.Reader.AsStream(), "k");
        var reading = log.ReadUntilAsync("marker", "supervisor", CancellationToken.None);
        try
        {
            await WriteAsync(pipe.Writer, "k 7 1 00000 learner@a|LOG:  ", 1, 1);
            await WriteAsync(pipe.Writer, prefix, length, lines);

            await Assert.ThrowsAsync<LogFloodException>(() => reading.WaitAsync(TimeSpan.FromSeconds(30)));
        }
        finally
        {
            // The log is read to its end, whatever became of it.
            await pipe.Writer.CompleteAsync();
        }
    }

    [Fact]
    public async Task Log_OfTwoCallsBelowTheBound_IsNone()
    {
        var pipe = new Pipe();
        await using var log = new ServerLog(pipe.Reader.AsStream(), "k");
        try
        {
            for (var call = 0; call < 2; call++)
            {
                await WriteAsync(pipe.Writer, "k 7 1 00000 learner@a|LOG:  ", 1 << 20, 40);
                await pipe.Writer.WriteAsync("k 9 1 00000 supervisor@postgres|LOG:  marker\n"u8.ToArray());

                Assert.Equal(40, (await log.ReadUntilAsync("marker", "supervisor", CancellationToken.None)).Count);
            }
        }
        finally
        {
            await pipe.Writer.CompleteAsync();
        }
    }

    private static async Task WriteAsync(PipeWriter writer, string prefix, int length, int lines)
    {
        var line = $"{prefix}{new string('x', length)}\n";
        var atOnce = Math.Clamp((1 << 20) / line.Length, 1, lines);
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, atOnce)));
        for (var written = 0; written < lines; written += atOnce)
            await writer.WriteAsync(block);
    }

    private static async Task<IReadOnlyList<LoggedPlan>> PlansAsync(string text)
    {
        await using var log = new ServerLog(new MemoryStream(Encoding.UTF8.GetBytes(text + "k 9 1 00000 supervisor@postgres|LOG:  marker\n")), "k");
        return LoggedPlans.In(await log.ReadUntilAsync("marker", "supervisor", CancellationToken.None));
    }
}
