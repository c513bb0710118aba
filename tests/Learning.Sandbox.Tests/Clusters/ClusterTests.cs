using System.Globalization;
using Learning.Grading;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Tests.Jails;
using Learning.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Learning.Sandbox.Tests.Clusters;

/// <summary>Real templates, real jailed servers. The exercise is small; everything else is as in grading.</summary>
public sealed class ClusterTests(BookClusters books) : IClassFixture<BookClusters>
{
    private readonly ClusterPool _pool = books.Pool;
    private readonly Cluster _cluster = books.Cluster;

    [Fact]
    public async Task Template_OfTwoDataSets_HasTheRowsOfEach() =>
        Assert.Equal([("visible", 2000), ("a", 100)], (await _pool.TablesAsync(BookClusters.Exercise, CancellationToken.None)).Select(table => (table.DataSet, (int)table.Rows)));

    /// <summary>Every copy pays for what is in it, and every connection for the rounds of its password.</summary>
    [Fact]
    public async Task Template_HoldsNoMapsButTheExercises_AndPasswordsOfOneRound()
    {
        var maps = Directory.EnumerateFiles(_cluster.Template.Data, "*_vm", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(_cluster.Template.Data, "*_fsm", SearchOption.AllDirectories));

        Assert.NotEmpty(maps);
        Assert.DoesNotContain(maps, file => int.Parse(Path.GetFileName(file).Split('_')[0], CultureInfo.InvariantCulture) < 16384);
        await using var connection = await _cluster.OpenAsync(ClusterRole.Supervisor, "visible", CancellationToken.None);
        await using var command = new NpgsqlCommand("SELECT string_agg(split_part(rolpassword, ':', 1), ' ' ORDER BY rolname) FROM pg_authid WHERE rolpassword IS NOT NULL", connection);
        Assert.Equal("SCRAM-SHA-256$1 SCRAM-SHA-256$1", await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("INSERT INTO book VALUES (0, 0, '')", "42501")]
    [InlineData("CREATE TABLE mine (n int)", "42501")]
    [InlineData("CREATE TEMP TABLE book (n int)", "42501")]
    [InlineData("COPY book TO PROGRAM 'cat'", "42501")]
    [InlineData("COPY book FROM '/etc/passwd'", "42501")]
    [InlineData("SELECT pg_read_file('postgresql.conf')", "42501")]
    [InlineData("SELECT lo_create(0)", "42501")]
    [InlineData("DO $$ BEGIN RAISE LOG 'x'; END $$", "42501")]
    [InlineData("CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "42501")]
    [InlineData("SET auto_explain.log_min_duration = -1", "42501")]
    [InlineData("SET log_statement = 'none'", "42501")]
    [InlineData("ALTER ROLE learner SET log_statement = 'none'", "42501")]
    [InlineData("SET ROLE owner", "42501")]
    [InlineData("CREATE EXTENSION pg_prewarm", "42501")]
    [InlineData("ALTER SYSTEM SET work_mem = '1GB'", "42501")]
    public async Task Learner_ReachingPastTheQuery_IsRefused(string sql, string state)
    {
        await using var connection = await LearnerAsync(_cluster);
        Assert.Equal(state, (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connection, sql))).SqlState);
    }

    [Theory]
    [InlineData("supervisor", "visible")]
    [InlineData("owner", "visible")]
    [InlineData("learner", "postgres")]
    [InlineData("learner", "template1")]
    public async Task Connection_WithoutAPasswordOrRight_IsRefused(string user, string database) =>
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => LearnerAsync(_cluster, user, database));

    [Fact]
    public async Task Drain_AfterSingleRepeatedAndPreparedStatements_PairsEveryPlan()
    {
        await _cluster.DrainAsync(CancellationToken.None);
        int pid;
        await using (var connection = await LearnerAsync(_cluster))
        {
            pid = connection.ProcessID;
            await ExecuteAsync(connection, "SELECT * FROM book WHERE id = $1", 5);
            await using var prepared = new NpgsqlCommand("SELECT count(*) FROM book WHERE shelf = $1", connection) { Parameters = { new() { Value = 3 } } };
            await prepared.PrepareAsync();
            await prepared.ExecuteScalarAsync();
            await prepared.ExecuteScalarAsync();
        }

        var (plans, statements, _, _) = await _cluster.DrainAsync(CancellationToken.None);

        List<PairingStatement> wire = [new(1, pid, "SELECT * FROM book WHERE id = $1"), new(2, pid, plans[1].Sql), new(3, pid, plans[1].Sql)];
        var paired = PlanPairing.Pair(wire, plans);
        Assert.Equal("SELECT count(*) FROM book WHERE shelf = $1", plans[1].Sql);
        Assert.Equal([1, 2, 3], paired.PlansByStatement.Keys.Order());
        Assert.Empty(paired.Unpaired);
        Assert.Equal("book_pkey", paired.PlansByStatement[1].Root.Index);
        Assert.Equal(plans.Select(plan => plan.Sql), statements.Select(statement => statement.Sql));
        Assert.Empty((await _cluster.DrainAsync(CancellationToken.None)).Plans);
    }

    [Fact]
    public async Task Buffers_OfTheSameQueryOnTwoClusters_AreTheSame()
    {
        await using var second = await _pool.RentAsync(BookClusters.Exercise, CancellationToken.None);
        Assert.Equal(await BuffersAsync(_cluster), await BuffersAsync(second));
    }

    [Fact]
    public async Task Rent_Twice_NeverGivesTheSameClusterAndADisposedOneLeavesNothing()
    {
        var second = await _pool.RentAsync(BookClusters.Exercise, CancellationToken.None);
        Assert.NotEqual(_cluster.ServerSocket, second.ServerSocket);
        var directory = Path.GetDirectoryName(Path.GetDirectoryName(second.ServerSocket))!;

        await second.DisposeAsync();

        for (var turn = 0; turn < 50 && (Directory.Exists(directory) || Directory.Exists($"/proc/{second.Pid}")); turn++)
            await Task.Delay(100);
        Assert.False(Directory.Exists(directory));
        Assert.False(Directory.Exists($"/proc/{second.Pid}"));
    }

    [Fact]
    public async Task Rent_WhereTheServerThatWaitedHasDied_GivesOneThatLives()
    {
        await using (await _pool.RentAsync(BookClusters.Exercise, CancellationToken.None))
            await _pool.WarmAsync(BookClusters.Exercise, CancellationToken.None);
        await books.Jail.Last!.KillAsync();
        Assert.True(_pool.IsReady(BookClusters.Exercise));

        await using var cluster = await _pool.RentAsync(BookClusters.Exercise, CancellationToken.None);

        await using var connection = await LearnerAsync(cluster);
        Assert.False(cluster.HasExited);
    }

    /// <summary>As the kernel does where a group's memory is used up. A server that began again would be a fault of ours that everybody can cause.</summary>
    [Fact]
    public async Task Session_KilledFromOutside_TakesItsServerWithIt()
    {
        await using var cluster = await _pool.RentAsync(BookClusters.Exercise, CancellationToken.None);
        await using var connection = await LearnerAsync(cluster);
        var sleeping = ExecuteAsync(connection, "SELECT pg_sleep(30)");
        var backend = ProcessTree.Measure(cluster.Pid).Processes.Single(process => File.ReadAllText($"/proc/{process}/cmdline").Contains("learner", StringComparison.Ordinal));

        Signals.Send(backend, Signals.Kill);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => sleeping);

        await cluster.BreachAsync(CancellationToken.None); // waits for its end
        Assert.True(cluster.HasExited);
    }

    [Fact]
    public async Task Start_WithoutAJail_LeavesNoDirectory()
    {
        var directory = Path.Combine(_pool.Clusters, "no-jail");

        await Assert.ThrowsAsync<InfrastructureException>(() => Cluster.StartAsync(new MissingJail("There is no jail."), _cluster.Template, directory, CancellationToken.None));

        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task Start_Cancelled_LeavesNoDirectory()
    {
        var directory = Path.Combine(_pool.Clusters, "cancelled");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Cluster.StartAsync(TestJail.Make(), _cluster.Template, directory, new(canceled: true)));

        Assert.False(Directory.Exists(directory));
    }

    /// <summary>It is there where an exercise changes data, and is nobody's but ours.</summary>
    [Fact]
    public async Task Learner_WhereDataAreCopied_HasNoWayIntoTheMaintenanceDatabase()
    {
        var changing = BookClusters.Exercise with { Slug = "changed", Data = BookClusters.Exercise.Data with { Changes = new(["book"], "SELECT 1") } };
        await using var cluster = await _pool.RentAsync(changing, CancellationToken.None);

        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => LearnerAsync(cluster, database: "postgres"))).SqlState);
        Assert.StartsWith("visible_", await cluster.CopyAsync("visible", CancellationToken.None), StringComparison.Ordinal);
    }

    /// <summary>Its own share, and its own shared memory, are its own fault.</summary>
    [Theory]
    [InlineData("53100: could not extend file \"base/1/2\": No space left on device", true)]
    [InlineData("53100: could not resize shared memory segment \"/PostgreSQL.1\" to 8 bytes: No space left on device", false)]
    [InlineData("53400: temporary file size exceeds temp_file_limit (65536kB)", false)]
    [InlineData("22012: division by zero", false)]
    public void NoRoom_OnAClusterThatTookLittle_IsOurFault(string error, bool isOurs) =>
        Assert.Equal(isOurs, Record.Exception(() => ServerLimits.RefuseCrowdedOut(_cluster, error)) is InfrastructureException);

    /// <summary>Reading goes on meanwhile; what an operator puts right needs no new start.</summary>
    [Fact]
    public async Task Pool_WhoseDirectoryCannotBeMade_SaysSoAndServesOnceItCan()
    {
        var obstacle = TestPlace.Name("ct-");
        await File.WriteAllTextAsync(obstacle, "");
        await using var pool = new ClusterPool(TestJail.Make(), new TimingLane(), new() { WorkDirectory = Path.Combine(obstacle, "w"), ReadyClusters = 1 }, TimeProvider.System, NullLogger<ClusterPool>.Instance);
        var refused = await Assert.ThrowsAsync<InfrastructureException>(() => pool.RentAsync(BookClusters.Exercise, CancellationToken.None));
        Assert.Contains("Sandbox:WorkDirectory", refused.Message, StringComparison.Ordinal);

        File.Delete(obstacle);
        try
        {
            await using var cluster = await pool.RentAsync(BookClusters.Exercise, CancellationToken.None);
            Assert.False(cluster.HasExited);
        }
        finally
        {
            Supervisor.Remove(obstacle);
        }
    }

    private static async Task<long> BuffersAsync(Cluster cluster)
    {
        await cluster.DrainAsync(CancellationToken.None);
        await using (var connection = await LearnerAsync(cluster))
            await ExecuteAsync(connection, "SELECT shelf, count(*) FROM book GROUP BY shelf");
        return Assert.Single((await cluster.DrainAsync(CancellationToken.None)).Plans).Plan.Buffers;
    }

    private static async Task<NpgsqlConnection> LearnerAsync(Cluster cluster, string user = "learner", string database = "visible")
    {
        var connection = new NpgsqlConnection($"Host={Path.GetDirectoryName(cluster.ServerSocket)};Username={user};Database={database};Pooling=false;Server Compatibility Mode=NoTypeLoading");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
