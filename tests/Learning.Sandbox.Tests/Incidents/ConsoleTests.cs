using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;

namespace Learning.Sandbox.Tests.Incidents;

/// <summary>One running lab for a class of tests that do not harm it.</summary>
public sealed class QuietLab : IAsyncLifetime
{
    private readonly SmallIncident _small = new();
    public IncidentLab Lab { get; private set; } = null!;

    public async Task InitializeAsync() => Lab = await _small.RunningAsync(SmallIncident.Incident());

    public async Task DisposeAsync() => await _small.DisposeAsync();
}

public sealed class ConsoleTests(QuietLab quiet) : IClassFixture<QuietLab>
{
    private readonly IncidentLab _lab = quiet.Lab;

    [Fact]
    public async Task Query_WithRows_KeepsGridTagAndMark()
    {
        var statement = await OneAsync("SELECT id, NULL AS nothing FROM payment WHERE id <= 250 ORDER BY id");
        Assert.Equal(["id", "nothing"], statement.Columns);
        Assert.Equal((200, 250, "SELECT 250"), (statement.Rows.Count, statement.RowCount, statement.Tag));
        Assert.Equal(["1", null], statement.Rows[0]);
        Assert.Matches("^Q[0-9]+$", _lab.Record.Actions[^1].Mark);
    }

    [Theory]
    [InlineData("EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM payment WHERE account = 5")]
    [InlineData("EXPLAIN ANALYZE SELECT * FROM payment WHERE account = 5")]
    [InlineData("explain (analyze, buffers, format text) select * from payment where account = 5;")]
    public async Task Explain_AsText_IsDrawableAndReadable(string sql)
    {
        var statement = await OneAsync(sql);
        Assert.Contains("\"Plan\"", statement.Plan, StringComparison.Ordinal);
        Assert.Contains("payment_account", string.Join('\n', statement.Rows.Select(row => row[0])), StringComparison.Ordinal);
        Assert.Matches("cost=.*actual time=", statement.Rows[0][0] + statement.Rows[^1][0] + string.Join(' ', statement.Rows.Select(row => row[0])));
        Assert.True(statement.Buffers > 0);
    }

    /// <summary>Read whole, these would be hundreds of megabytes in the site's process; not even a plan may be, when there are many.</summary>
    [Fact]
    public async Task Values_LargerThanAnybodyReads_AreCut()
    {
        var statement = await OneAsync("SELECT repeat('x', 60000000) AS long, n, repeat('y', 3000) AS more FROM generate_series(1, 2) n");
        Assert.Equal(2001, statement.Rows[0][0]!.Length);
        Assert.Equal(["1", "2"], statement.Rows.Select(row => row[1]));

        var plans = await OneAsync("""SELECT E'[\n  {\n    "Plan"' || repeat('x', 900000) FROM generate_series(1, 50)""");
        Assert.InRange(plans.Rows.Sum(row => row[0]!.Length), 900_000, 2_000_000);

        var error = (await OneAsync("SELECT repeat('x', 100000)::int")).Error!;
        Assert.InRange(error.Message.Length, 100, 2001);
    }

    [Fact]
    public async Task Values_ManyOnes_AreCutInAll()
    {
        var statement = await OneAsync("SELECT repeat('x', 1900) AS a, repeat('y', 1900) AS b, repeat('z', 1900) AS c, repeat('z', 1900) AS d FROM generate_series(1, 200)");
        Assert.Equal(200, statement.Rows.Count);
        Assert.InRange(statement.Rows.Sum(row => row.Sum(cell => cell!.Length)), 1 << 19, (1 << 20) + 4000);
    }

    [Fact]
    public async Task Statistics_ThatWereKept_AreInTheRecord()
    {
        var seen = await _lab.StatisticsAsync(CancellationToken.None);
        var kept = _lab.Keep(EvidenceSort.Statistics, "Statistics");

        var sample = Assert.Single(_lab.Record.Statistics);
        Assert.Equal(seen, sample.World);
        Assert.Contains(sample.World.Tables, table => table.Name == "payment");
        Assert.InRange(kept.At - sample.At, 0, 0.5);
    }

    [Fact]
    public async Task Explain_InYaml_IsLeftAsItIs() => Assert.Contains("Plan:", (await OneAsync("EXPLAIN (FORMAT YAML) SELECT 1")).Rows[0][0], StringComparison.Ordinal);

    [Fact]
    public async Task BrokenSql_SaysWhatPostgresSays()
    {
        var actions = await _lab.RunAsync("A", "SELECT 1; SELEC 2; SELECT 3", CancellationToken.None);
        Assert.Equal(2, actions.Count);
        Assert.Equal(("42601", 1), (actions[1].Statement!.Error!.SqlState, actions[1].Statement!.Error!.Position));
    }

    [Fact]
    public async Task Transaction_IsKeptBetweenStatementsAndSeen()
    {
        var name = await _lab.OpenSessionAsync(CancellationToken.None);
        await _lab.RunAsync(name, "BEGIN; SELECT count(*) FROM payment", CancellationToken.None);
        await SmallIncident.UntilAsync(_lab, lab => lab.Sessions.First(each => each.Name == name).InTransaction);
        await _lab.RunAsync(name, "SELECT 1/0", CancellationToken.None);
        await SmallIncident.UntilAsync(_lab, lab => lab.Sessions.First(each => each.Name == name).Failed);
        await _lab.RunAsync(name, "ROLLBACK", CancellationToken.None);
        await SmallIncident.UntilAsync(_lab, lab => !lab.Sessions.First(each => each.Name == name).InTransaction);
        await _lab.CloseSessionAsync(name);
    }

    [Fact]
    public async Task EndlessQuery_IsCancelled_AndItsSessionWasBusy()
    {
        var name = await _lab.OpenSessionAsync(CancellationToken.None);
        var running = _lab.RunAsync(name, "SELECT pg_sleep(600)", CancellationToken.None);
        await SmallIncident.UntilAsync(_lab, lab => lab.Activity.Any(row => row.Query.Contains("pg_sleep(600)", StringComparison.Ordinal) && row.Learner));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _lab.RunAsync(name, "SELECT 1", CancellationToken.None));
        await _lab.CancelAsync(name);
        Assert.Equal("57014", (await running)[0].Statement!.Error!.SqlState);
        await _lab.CloseSessionAsync(name);
    }

    [Fact]
    public async Task TerminatedSession_SaysSo_AndOpensAnewNextTime()
    {
        var name = await _lab.OpenSessionAsync(CancellationToken.None);
        await _lab.SignalAsync(_lab.Sessions.First(each => each.Name == name).Pid, terminate: true, CancellationToken.None);
        await _lab.RunAsync(name, "SELECT 1", CancellationToken.None);
        var actions = await _lab.RunAsync(name, "SELECT 1", CancellationToken.None);
        Assert.Equal("SELECT 1", actions[0].Statement!.Tag);
        await _lab.CloseSessionAsync(name);
    }

    /// <summary>Npgsql reads what is said whole: no word of a server may be as large as a learner can make it.</summary>
    [Theory]
    [InlineData("SELECT repeat('x', 30000000)::int")]
    [InlineData("DO $$BEGIN RAISE NOTICE '%', repeat('x', 30000000); END$$")]
    public async Task Said_MoreThanAnybodyReads_EndsTheSessionWithAWord(string sql)
    {
        var error = (await OneAsync(sql)).Error!;
        Assert.Equal("54000", error.SqlState);
        Assert.Contains("the console takes 1,048,576", error.Message, StringComparison.Ordinal);
        Assert.Null((await OneAsync("SELECT 1")).Error);
    }

    [Fact]
    public async Task Cancel_ThatIsNotHeard_SaysSo_AndTheSessionGoesOn()
    {
        var sum = string.Join(" + ", Enumerable.Range(1, 500).Select(i => $"n/(m+{i})"));
        var running = OneAsync($"SELECT left(({sum})::text, 9) FROM (SELECT power(9::numeric, 125000) AS n, power(7::numeric, 75000) AS m OFFSET 0) AS large");
        await Task.Delay(500);
        await _lab.CancelAsync("A");

        var error = (await running).Error!;
        Assert.Equal("57014", error.SqlState);
        Assert.Contains("did not hear", error.Message, StringComparison.Ordinal);
        Assert.Null((await OneAsync("SELECT 1")).Error);
    }

    [Theory]
    [InlineData("EXPLAIN SELEC 1", 9)]
    [InlineData("EXPLAIN ANALYZE SELEC 1", 17)]
    [InlineData("EXPLAIN (ANALYZE) SELEC 1", 19)]
    [InlineData("SELEC 1", 1)]
    public async Task Error_InAnExplain_IsWhereTheLearnerWroteIt(string sql, int position) => Assert.Equal(position, (await OneAsync(sql)).Error!.Position);

    [Fact]
    public async Task Explain_OfWhatARuleMakesNothingOf_IsTold()
    {
        var told = await OneAsync("BEGIN; CREATE TABLE ruled (id int); CREATE RULE nothing AS ON DELETE TO ruled DO INSTEAD NOTHING; EXPLAIN DELETE FROM ruled; ROLLBACK");
        Assert.Null(told.Error);
    }

    [Theory]
    [InlineData("DO $$BEGIN LOCK TABLE pg_authid IN ACCESS EXCLUSIVE MODE; END$$", "42501")]
    [InlineData("COPY payment TO PROGRAM 'cat'", "42501")]
    [InlineData("SELECT pg_read_file('postgresql.conf')", "42501")]
    [InlineData("ALTER SYSTEM SET work_mem = '1GB'", "42501")]
    [InlineData("CREATE ROLE boss SUPERUSER", "42501")]
    [InlineData("SET ROLE supervisor", "42501")]
    [InlineData("CREATE EXTENSION pg_prewarm", "42501")]
    [InlineData("CREATE EXTENSION dblink", "0A000")]
    [InlineData("SELECT pg_stat_statements_reset()", "42501")]
    public async Task OnCall_ReachingPastTheDatabase_IsRefused(string sql, string state) => Assert.Equal(state, (await OneAsync(sql)).Error!.SqlState);

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY extra ON payment (amount)")]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS extra")]
    [InlineData("ANALYZE payment")]
    [InlineData("VACUUM payment")]
    [InlineData("ALTER TABLE payment SET (autovacuum_enabled = false)")]
    [InlineData("SELECT * FROM pg_stat_statements LIMIT 1")]
    [InlineData("SELECT * FROM pgstattuple_approx('payment')")]
    [InlineData("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = 'nobody'")]
    public async Task OnCall_DoingWhatAnOnCallEngineerDoes_May(string sql) => Assert.Null((await OneAsync(sql)).Error);

    private async Task<StatementRecord> OneAsync(string sql) => (await _lab.RunAsync("A", sql, CancellationToken.None))[^1].Statement!;
}
