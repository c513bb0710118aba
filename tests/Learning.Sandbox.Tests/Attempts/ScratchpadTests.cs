using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Sandbox.Tests.Attempts;

[Collection(nameof(LabSandbox))]
public sealed class ScratchpadTests(LabSandbox lab)
{
    [Fact]
    public async Task CSharp_Count_AnswersWithItsStatementAndPlan()
    {
        var result = await RunAsync("db.Posts.Count()");

        Assert.Equal(RunOutcome.Completed, result.Outcome);
        Assert.Equal("50000", Assert.Single(Assert.Single(result.Rows)));
        var statement = Assert.Single(result.Trace.Statements);
        Assert.Contains("count(*)", statement.Sql, StringComparison.Ordinal);
        Assert.NotNull(statement.Plan);
        Assert.Equal((1, null), (result.Trace.RoundTrips, result.Trace.Gap));
    }

    [Fact]
    public async Task CSharp_FiveThousandUsers_ShowsTwoHundred()
    {
        var result = await RunAsync("db.Users.OrderBy(u => u.Id)");

        Assert.Equal((200, 5000), (result.Rows.Count, result.RowCount));
        Assert.Equal(["Id", "Handle", "Name"], result.Columns.Take(3));
    }

    [Fact]
    public async Task CSharp_QueryThatFailsOnTheServer_SaysWhatTheServerSaid()
    {
        var result = await RunAsync("db.Database.ExecuteSqlRaw(\"DELETE FROM posts\")");

        Assert.Equal(OutcomeKind.RuntimeError, result.Outcome.Kind);
        Assert.Contains("permission denied for table posts", result.Outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT id, name FROM users ORDER BY id LIMIT 2;", "id|name", 2)]
    [InlineData("EXPLAIN SELECT * FROM posts", "QUERY PLAN", 1)]
    [InlineData("SHOW work_mem", "work_mem", 1)]
    [InlineData("SELECT ARRAY[1, 2] AS list, '{\"a\":1}'::jsonb AS document, NULL AS nothing, 'point'::regtype AS kind", "list|document|nothing|kind", 1)]
    [InlineData("SELECT n FROM generate_series(1, 5000) AS n", "n", 5000)]
    [InlineData("SELECT count(*) FROM follows WHERE follower_id = $1", "count", 1)]
    [InlineData("SELECT 'costs $5' AS price -- $2", "price", 1)]
    public async Task Sql_OneStatement_BecomesAGrid(string code, string columns, int rows)
    {
        var result = await RunAsync(code, ExerciseLanguage.Sql);

        Assert.True(result.Outcome.Kind == OutcomeKind.Completed, result.Outcome.Message);
        Assert.Equal((columns, rows), (string.Join('|', result.Columns), result.RowCount));
        Assert.Equal(Math.Min(rows, ScratchResult.MostRows), result.Rows.Count);
        Assert.Equal((1, 1), (result.Trace.Count, result.Trace.RoundTrips));
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2", "One statement at a time here; this has 2.")]
    [InlineData("SELECT nothing FROM users", "column \"nothing\" does not exist")]
    [InlineData("DROP TABLE posts", "must be owner of table posts (42501) The scratchpad reads everything and changes nothing in this exercise.")]
    [InlineData("DELETE FROM posts", "permission denied for table posts")]
    [InlineData("CREATE TABLE mine (id int)", "permission denied for schema public")]
    [InlineData("CREATE TEMP TABLE mine AS SELECT 1", "permission denied to create temporary tables")]
    [InlineData("COPY users TO STDOUT", "COPY is not run here")]
    [InlineData("COPY users TO PROGRAM 'id'", "permission denied to COPY to or from an external program")]
    [InlineData("COPY users FROM '/etc/passwd'", "permission denied to COPY from a file")]
    [InlineData("SELECT pg_read_file('/etc/passwd')", "permission denied for function pg_read_file")]
    [InlineData("SET ROLE supervisor", "permission denied to set role")]
    [InlineData("SELECT $9", "could not determine data type")]
    [InlineData("-- only this", "nothing to run but comments")]
    public async Task Sql_RefusedOrWrong_SaysWhyInOneSentence(string code, string said)
    {
        var result = await RunAsync(code, ExerciseLanguage.Sql);

        Assert.Contains(said, result.Outcome.Message, StringComparison.Ordinal);
        Assert.NotEqual(OutcomeKind.Completed, result.Outcome.Kind);
        Assert.Empty(result.Rows);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM generate_series(1, 100000) AS a, generate_series(1, 100000) AS b", OutcomeKind.TimeLimit, "Stopped at 5 s")]
    [InlineData("SELECT count(*) FROM generate_series(1, 1000000000000)", OutcomeKind.RuntimeError, "temporary file size exceeds")]
    [InlineData("SELECT pg_sleep(60)", OutcomeKind.TimeLimit, "Stopped at 5 s")]
    [InlineData("SELECT repeat('x', 10000000) FROM generate_series(1, 10)", OutcomeKind.OutputLimit, "64 MB of rows")]
    public async Task Sql_Hostile_IsStopped(string code, OutcomeKind kind, string said)
    {
        var result = await RunAsync(code, ExerciseLanguage.Sql);

        Assert.Equal(kind, result.Outcome.Kind);
        Assert.Contains(said, result.Outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sql_AfterAHostileOne_RunsOnACleanCluster()
    {
        await RunAsync("SELECT set_config('work_mem', '64kB', false)", ExerciseLanguage.Sql);

        Assert.Equal("4MB", (await RunAsync("SHOW work_mem", ExerciseLanguage.Sql)).Rows[0][0]);
    }

    [Fact]
    public async Task Line_WhileSomebodyIsTiming_WaitsAndSaysSo()
    {
        var phases = new List<ScratchPhase>();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timing = await lab.Timing.EnterAsync(CancellationToken.None);

        // The pool waits for the timing as well, so a cluster is warmed before.
        timing.Dispose();
        await lab.Sandbox.WarmAsync(lab.Transactions, CancellationToken.None);
        timing = await lab.Timing.EnterAsync(CancellationToken.None);
        var running = lab.Scratchpad.RunAsync(lab.Transactions, ExerciseLanguage.Sql, "SELECT 1", phase =>
        {
            phases.Add(phase);
            if (phase == ScratchPhase.Measuring)
                told.TrySetResult();
        }, CancellationToken.None);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(running.IsCompleted);
        timing.Dispose();

        Assert.Equal(OutcomeKind.Completed, (await running).Outcome.Kind);
        Assert.Equal([ScratchPhase.Queued, ScratchPhase.Measuring, ScratchPhase.Running], phases);
    }

    [Fact]
    public async Task CSharp_ForAnSqlExercise_IsRefusedWithASentence() =>
        Assert.Contains("no C# model", (await lab.Scratchpad.RunAsync(lab.Transactions, ExerciseLanguage.CSharp, "1", CancellationToken.None)).Outcome.Message, StringComparison.Ordinal);

    private Task<ScratchResult> RunAsync(string code, ExerciseLanguage language = ExerciseLanguage.CSharp) =>
        lab.Scratchpad.RunAsync(lab.Feed, language, code, CancellationToken.None);
}
