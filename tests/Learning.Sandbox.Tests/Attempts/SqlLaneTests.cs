using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Tests.Clusters;
using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox.Tests.Attempts;

/// <summary>SQL answers on a real cluster, through a real door.</summary>
public sealed class SqlLaneTests(BookClusters books) : IClassFixture<BookClusters>
{
    private static readonly Exercise Books = BookClusters.Exercise with
    {
        Starter = new("answer.sql", "SELECT count(*) FROM book WHERE shelf = 3"),
        Limits = new() { RoundTripMs = 0, TimeSeconds = 1 },
    };

    [Fact]
    public async Task Run_IndexThatDoesNotFitTheData_IsTheAnswersFault()
    {
        var run = await RunAsync("CREATE INDEX fine ON book (shelf);\nCREATE UNIQUE INDEX shelves ON book (shelf);");

        Assert.Equal(OutcomeKind.RuntimeError, run.Outcome.Kind);
        Assert.Contains("Line 2: could not create unique index", run.Outcome.Message, StringComparison.Ordinal);
    }

    /// <summary>Whoever reads the quoting otherwise than the server finds a second statement here, which the owner would have the right to run.</summary>
    [Theory]
    [InlineData("CREATE INDEX i ON book (shelf) WHERE title <> E'\\'; DELETE FROM book; --'")]
    [InlineData("CREATE INDEX i ON book (shelf) WHERE title <> '\\'';DELETE FROM book;--'")]
    [InlineData("CREATE INDEX i ON book (shelf) WHERE title <> $a$'$a$ AND title <> $b$;DELETE FROM book;$b$")]
    [InlineData("CREATE INDEX i ON book (shelf) /* /* */ ; DELETE FROM book; */")]
    public async Task Run_DdlWithAStatementInItsQuotes_ChangesNoRow(string ddl)
    {
        var run = await RunAsync($"{ddl};\nSELECT count(*)::int AS books FROM book");

        Assert.Equal(OutcomeKind.Completed, run.Outcome.Kind);
        Assert.Equal("""[{"books":2000}]""", run.Answer);
    }

    [Fact]
    public async Task Run_DdlThatDoesNotEnd_IsStoppedAndSaysWhere()
    {
        var run = await RunAsync("CREATE INDEX shelves ON book (shelf);\nCREATE INDEX never ON book (length(repeat(title, 10000000)));");

        Assert.Equal(OutcomeKind.TimeLimit, run.Outcome.Kind);
        Assert.StartsWith("Stopped at 2 s", run.Outcome.Message, StringComparison.Ordinal);
        Assert.EndsWith("It was applying line 2.", run.Outcome.Message, StringComparison.Ordinal);
    }

    /// <summary>Its server ends with it, and whoever would run the query then must not meet that end first.</summary>
    [Fact]
    public async Task Run_DdlThatHearsNothing_IsStoppedAndSaysWhere()
    {
        var sum = string.Join(" + ", Enumerable.Range(1, 300).Select(n => $"power(9::numeric, 125000) / (power(7::numeric, 75000) + {n})"));

        var run = await RunAsync($"CREATE INDEX shelves ON book (shelf);\nCREATE INDEX deaf ON book (shelf) WHERE shelf < {sum};");

        Assert.Equal(OutcomeKind.TimeLimit, run.Outcome.Kind);
        Assert.StartsWith("Stopped at 2 s", run.Outcome.Message, StringComparison.Ordinal);
        Assert.EndsWith("It was applying line 2.", run.Outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DdlThatEndsManyTimes_SharesOneLimit()
    {
        var run = await RunAsync(string.Concat(Enumerable.Range(0, 100).Select(n => $"CREATE INDEX i{n} ON book (length(repeat(title, {4_000 + n})));\n")));

        Assert.Equal(OutcomeKind.TimeLimit, run.Outcome.Kind);
        Assert.StartsWith("Stopped at 2 s", run.Outcome.Message, StringComparison.Ordinal);
        Assert.Matches("It was applying line ([2-9]|[1-9][0-9]+)\\.$", run.Outcome.Message);
    }

    [Theory]
    [InlineData("SELECT 1e50::numeric AS n FROM book")]
    [InlineData("SELECT 12345678901234567890123456789012::numeric * 10000 AS n FROM book")]
    [InlineData("SELECT 'NaN'::numeric AS n FROM book")]
    [InlineData("SELECT date '20000-01-01' AS n FROM book")]
    public async Task Run_ValueThatDotNetDoesNotHold_IsTheAnswersFault(string query)
    {
        var run = await RunAsync(query);

        Assert.Equal(OutcomeKind.RuntimeError, run.Outcome.Kind);
        Assert.StartsWith("A column has a type that the answer cannot be compared in", run.Outcome.Message, StringComparison.Ordinal);
    }

    /// <summary>Its line in the server's log is longer than is read.</summary>
    [Fact]
    public async Task Run_ErrorThatQuotesAValueOfMegabytes_IsTheAnswersFault()
    {
        var run = await RunAsync("SELECT repeat('x', 5000000)::int");

        Assert.Equal(OutcomeKind.RuntimeError, run.Outcome.Kind);
        Assert.StartsWith("Line 1: invalid input syntax for type integer", run.Outcome.Message, StringComparison.Ordinal);
    }

    /// <summary>Six megabytes of control characters on the wire are thirty-six as JSON.</summary>
    [Fact]
    public async Task Run_AnswerThatIsLongAsJson_IsStopped()
    {
        var run = await RunAsync("SELECT repeat(chr(1), 3000000) AS text FROM generate_series(1, 2)");

        Assert.Equal((OutcomeKind.OutputLimit, "Stopped: the answer is larger than 16 MB."), (run.Outcome.Kind, run.Outcome.Message));
    }

    [Fact]
    public async Task Run_QueryThatSleeps_IsStoppedAtTheLimit() =>
        Assert.Equal(OutcomeKind.TimeLimit, (await RunAsync("SELECT count(*), pg_sleep(30)::text FROM book")).Outcome.Kind);

    /// <summary>Each stays below its own limit; otherwise a hand-in could run into the grading's deadline, which would be called our fault.</summary>
    [Fact]
    public async Task Run_CallsThatAreSlowTogether_AreStoppedTogether()
    {
        var exercise = Books with { Limits = Books.Limits with { TimeSeconds = 0.1 } };
        using var proxy = new WireProxy();
        await using var lane = new QueryLane(exercise, await books.Pool.RentAsync(BookClusters.Exercise, CancellationToken.None), proxy,
            SqlAnswer.Parse("SELECT count(*), pg_sleep(0.8)::text FROM (SELECT 1) AS one", exercise, out _)!, Directory.CreateTempSubdirectory("doors-").FullName);

        var first = await lane.RunAsync(exercise.Data.Visible, new([]), CancellationToken.None, patience: 50);
        Assert.Equal((OutcomeKind.Completed, null), (first.Outcome.Kind, lane.Overspent));
        await lane.RunAsync(exercise.Data.Visible, new([]), CancellationToken.None, patience: 50);

        Assert.Equal((OutcomeKind.TimeLimit, "Stopped at 1.5 s, all calls together."), (lane.Overspent!.Kind, lane.Overspent.Message));
    }

    [Fact]
    public async Task Run_IndexOnly_StaysOutOfTheTable()
    {
        var run = await RunAsync("CREATE INDEX shelves ON book (shelf);");

        var scan = Assert.Single(Assert.Single(run.Trace.Statements).Plan!.Nodes(), node => node.Index == "shelves");
        Assert.Equal(("Index Only Scan", 0d), (scan.Type, scan.HeapFetches));
    }

    [Fact]
    public async Task Drain_AfterSettingsWereChanged_ShowsThemWithThePlan()
    {
        await using var cluster = await books.Pool.RentAsync(BookClusters.Exercise, CancellationToken.None);
        await LearnerAsync(cluster, "SELECT count(*) FROM book");
        Assert.Null(FrozenSettings.Broken([], (await cluster.DrainAsync(CancellationToken.None)).Plans));

        await LearnerAsync(cluster, "SET work_mem = '77MB'", "SELECT count(*) FROM book");
        Assert.Contains("work_mem = 77MB", FrozenSettings.Broken([], (await cluster.DrainAsync(CancellationToken.None)).Plans), StringComparison.Ordinal);

        await LearnerAsync(cluster, "ALTER ROLE learner SET enable_hashagg = off");
        await LearnerAsync(cluster, "SELECT count(*) FROM book");
        Assert.Contains("enable_hashagg = off", FrozenSettings.Broken([], (await cluster.DrainAsync(CancellationToken.None)).Plans), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measure_UniqueIndexThatRefusesAWrite_SaysSo()
    {
        var exercise = Books with { Data = Books.Data with { Writes = new(3, "INSERT INTO book VALUES (10000 + {{n}}, 1, 'a title again')", "UPDATE book SET shelf = 2 WHERE id = {{n}}") } };
        await using var changed = await books.Pool.RentAsync(BookClusters.Exercise, CancellationToken.None);
        Assert.Null((await MeasureAsync()).Refused);
        await using (var connection = await changed.OpenAsync(ClusterRole.Owner, "visible", CancellationToken.None))
        {
            await using var command = new NpgsqlCommand("CREATE UNIQUE INDEX titles ON book (title)", connection);
            await command.ExecuteNonQueryAsync();
        }

        var cost = await MeasureAsync();

        Assert.Contains("duplicate key value violates unique constraint \"titles\"", cost.Refused, StringComparison.Ordinal);

        Task<OwnershipCost> MeasureAsync() =>
            OwnershipProbe.MeasureAsync(exercise, changed, () => books.Pool.RentAsync(BookClusters.Exercise, CancellationToken.None, changed), CancellationToken.None);
    }

    /// <summary>Rows that are there do not meet its condition, so it is built at once; those of the probe do.</summary>
    [Fact]
    public async Task Measure_IndexWhoseExpressionHardlyEnds_IsTheAnswersFault()
    {
        var exercise = Books with { Data = Books.Data with { Writes = new(3, "INSERT INTO book VALUES (10000 + {{n}}, 1, 'a new title')", "UPDATE book SET shelf = 2 WHERE id = {{n}}") } };
        await using var changed = await books.Pool.RentAsync(BookClusters.Exercise, CancellationToken.None);
        await using (var connection = await changed.OpenAsync(ClusterRole.Owner, "visible", CancellationToken.None))
        {
            await using var command = new NpgsqlCommand("CREATE INDEX endless ON book ((length(md5(repeat(title, 40000000))))) WHERE id > 10000", connection);
            await command.ExecuteNonQueryAsync();
        }

        var cost = await OwnershipProbe.MeasureAsync(exercise, changed, () => books.Pool.RentAsync(BookClusters.Exercise, CancellationToken.None, changed), CancellationToken.None, TimeSpan.FromSeconds(0.5));

        Assert.EndsWith("s to write", cost.Refused, StringComparison.Ordinal);
    }

    private async Task<Run> RunAsync(string source)
    {
        var answer = SqlAnswer.Parse(source, Books, out _)!;
        using var proxy = new WireProxy();
        var doors = Directory.CreateTempSubdirectory("doors-").FullName;
        await using var lane = new QueryLane(Books, await books.Pool.RentAsync(BookClusters.Exercise, CancellationToken.None), proxy, answer, doors) { DdlTime = TimeSpan.FromSeconds(2) };
        return await lane.RunAsync(Books.Data.Visible, new([]), CancellationToken.None);
    }

    private static async Task LearnerAsync(Cluster cluster, params string[] statements)
    {
        await using var connection = new NpgsqlConnection($"Host={Path.GetDirectoryName(cluster.ServerSocket)};Username=learner;Database=visible;Pooling=false;Server Compatibility Mode=NoTypeLoading");
        await connection.OpenAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
