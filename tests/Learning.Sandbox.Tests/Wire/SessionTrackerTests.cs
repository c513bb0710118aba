using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>The corners of the state machine, above all those in which a record could be made to say less than happened.</summary>
public sealed class SessionTrackerTests
{
    [Fact]
    public void Parse_RefusedByTheServer_DoesNotLendItsTextToAnother()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Parse("a", "heavy"), Message.Sync);
        replay.Server(Message.Parsed, Message.Ready());
        replay.Client(Message.Parse("a", "harmless"), Message.Sync);
        replay.Server(Message.Error("42P05"), Message.Ready());
        replay.Client(Message.Bind("", "a"), Message.Execute(""), Message.Sync);
        replay.Server(Message.Bound, Message.Done("SELECT 0"), Message.Ready());
        Assert.Equal("heavy", Assert.Single(replay.End().Statements).Sql);
    }

    [Fact]
    public void Parse_SkippedAfterAnError_DoesNotLendItsTextToAnother()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Parse("", "heavy"), Message.Sync);
        replay.Server(Message.Parsed, Message.Ready());
        replay.Client(Message.Bind("", "nothing"), Message.Parse("", "harmless"), Message.Sync);
        replay.Server(Message.Error("26000"), Message.Ready());
        replay.Client(Message.Bind("", ""), Message.Execute(""), Message.Sync);
        replay.Server(Message.Bound, Message.Done("SELECT 0"), Message.Ready());
        Assert.Equal("heavy", Assert.Single(replay.End().Statements).Sql);
    }

    [Fact]
    public void Bind_NameTakenOverInSql_IsAGapOfTheClients()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Parse("a", "harmless"), Message.Sync);
        replay.Server(Message.Parsed, Message.Ready());
        replay.Client(Message.Query("deallocate a; prepare a as heavy"), Message.Bind("", "a"), Message.Execute(""), Message.Sync);
        replay.Server(Message.Done("DEALLOCATE"), Message.Done("PREPARE"), Message.Ready(), Message.Bound, Message.Done("SELECT 9"), Message.Ready());
        var record = replay.End();
        Assert.Contains("prepared in SQL", record.Gap, StringComparison.Ordinal);
        Assert.True(record.GapIsClients);
    }

    [Fact]
    public void DiscardAll_BeforeANewParseInTheSameBatch_IsNoGap()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Query("DISCARD ALL"), Message.Parse("a", "select"), Message.Bind("", "a"), Message.Execute(""), Message.Sync);
        replay.Server(Message.Done("DISCARD ALL"), Message.Ready(), Message.Parsed, Message.Bound, Message.Done("SELECT 0"), Message.Ready());
        Assert.Null(replay.End().Gap);
    }

    [Theory]
    [InlineData('X')]
    [InlineData('I')]
    public void Portal_AbandonedAfterAPart_IsAGapOfTheClients(char end)
    {
        using var replay = Replay.Started();
        replay.Client(Message.Parse("", "select"), Message.Bind("", ""), Message.Execute("", 1), Message.Sync);
        replay.Server(Message.Parsed, Message.Bound, Message.Row, Message.Of('s'), Message.Ready(end == 'I' ? 'I' : 'T'));
        if (end == 'X')
            replay.Tracker.Ended(gap: null, client: true);
        var record = replay.End();
        Assert.Contains("abandoned", record.Gap, StringComparison.Ordinal);
        Assert.True(record.GapIsClients && record.Statements[0].Partial);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ended_InTheMiddleOfAResult_IsAGapOfWhoeverLeft(bool client)
    {
        using var replay = Replay.Started();
        replay.Client(Message.Query("select"));
        replay.Server(Message.Of('T').Int16(0), Message.Row, Message.Row);
        replay.Tracker.Ended(gap: null, client);
        var record = replay.End();
        Assert.Equal((client, true, 2L), (record.GapIsClients, record.Gap is not null, record.Rows));
        Assert.True(Assert.Single(record.Statements).Partial);
    }

    /// <summary>Nobody but its client can give the server a reason to end a session: were that a fault of ours, it could be had at will.</summary>
    [Fact]
    public void Ended_ByAFatalErrorWithAnotherStatementWaiting_IsAGapOfTheClients()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Query("select"), Message.Query("select"));
        replay.Server(Message.Error("25P04", severity: "FATAL"));
        replay.Tracker.Ended(gap: null, client: false);
        var record = replay.End();
        Assert.Contains("(25P04)", record.Gap, StringComparison.Ordinal);
        Assert.True(record.GapIsClients);
    }

    [Fact]
    public void Ended_ByAFatalErrorBeforeItBegan_IsAGapOfTheClients()
    {
        using var replay = new Replay();
        replay.Feed('C', [0, 0, 0, 9, 0, 3, 0, 0, 0, .. Message.Query("select").ToArray()]);
        replay.Server(Message.Error("53300", severity: "FATAL"));
        replay.Tracker.Ended(gap: null, client: false);
        Assert.True(replay.End() is { Gap: not null, GapIsClients: true });
    }

    /// <summary>Its message may quote all that it had read, and it leaves no plan.</summary>
    [Theory]
    [InlineData("22P02", 10, true)]
    [InlineData("42883", 10, true)]
    [InlineData("XX000", 10, true)]
    [InlineData("23505", 2_000, true)]
    [InlineData("23505", 200, false)]
    [InlineData("25P02", 200, false)]
    [InlineData("40001", 200, false)]
    [InlineData("40P01", 200, false)]
    [InlineData("42501", 200, false)]
    [InlineData("55P03", 200, false)]
    [InlineData("57014", 200, false)]
    public void Error_WhileAStatementRuns_IsAGapWhereItMayHoldRows(string state, int length, bool gap)
    {
        using var replay = Replay.Started();
        replay.Client(Message.Parse("", "select"), Message.Bind("", ""), Message.Execute(""), Message.Sync);
        replay.Server(Message.Parsed, Message.Bound, Message.Error(state, new string('x', length)), Message.Ready());
        var record = replay.End();
        Assert.Equal((gap, gap), (record.Gap is not null, record.GapIsClients));
    }

    [Fact]
    public void Error_BeforeAStatementRuns_IsNoGap()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Parse("", "select"), Message.Bind("", ""), Message.Execute(""), Message.Sync);
        replay.Server(Message.Error("42703"), Message.Ready());
        replay.Client(Message.Parse("", "select 1 / 0"), Message.Bind("", ""), Message.Execute(""), Message.Sync);
        replay.Server(Message.Parsed, Message.Error("22012"), Message.Ready());
        replay.Client(Message.Query("select nothing"));
        replay.Server(Message.Misread("42703"), Message.Ready());
        Assert.Null(replay.End().Gap);
    }

    [Fact]
    public void Error_AtTheCommit_IsAGapWhereItMayHoldRows()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Parse("", "insert"), Message.Bind("", ""), Message.Execute(""), Message.Sync);
        replay.Server(Message.Parsed, Message.Bound, Message.Done("INSERT 0 1"), Message.Error("22P02"), Message.Ready());
        Assert.True(replay.End() is { Gap: not null, GapIsClients: true });
    }

    [Fact]
    public void Said_LongerThanOrdinary_CountsLikeRows()
    {
        var notice = Message.Of('N').Bytes(new byte[600]);
        using var replay = Replay.Started();
        replay.Client(Message.Query("select"));
        replay.Server(notice, notice, Message.Done("SELECT 0"), Message.Ready());
        replay.Client(Message.Query("select"));
        replay.Server(notice, Message.Done("SELECT 0"), Message.Ready());
        var record = replay.End();
        const long over = 2 * (5 + 600) - 1024;
        Assert.Equal((over, over, 0L, null), (record.Bytes, record.Statements[0].Bytes, record.Statements[1].Bytes, record.Gap));
    }

    [Fact]
    public void Set_PastWhatIsRecorded_IsRecordedAllTheSame()
    {
        using var replay = Replay.Started(new() { Directory = "", ServerSocket = "", Role = "", Database = "", MaxRecordedStatements = 1 });
        foreach (var (sql, command) in ((string, string)[])[("select 1", "SELECT 1"), ("select 2", "SELECT 1"), ("set work_mem = '1GB'", "SET")])
        {
            replay.Client(Message.Query(sql));
            replay.Server(Message.Done(command), Message.Ready());
        }
        var record = replay.End();
        Assert.Equal(3, record.Count);
        Assert.Equal("select 1|set work_mem = '1GB'", string.Join('|', record.Statements.Select(statement => statement.Sql)));
    }

    [Fact]
    public void Row_MoreThanAllowed_EndsTheSession()
    {
        using var replay = Replay.Started(new() { Directory = "", ServerSocket = "", Role = "", Database = "", MaxRows = 3 });
        replay.Client(Message.Query("select"));
        replay.Server(Message.Row, Message.Row, Message.Row);
        Assert.True(Assert.Throws<WireFaultException>(() => replay.Server(Message.Row)).Client);
        Assert.Contains("more than 3 rows", replay.Limit, StringComparison.Ordinal);
    }

    /// <summary>What twenty sessions may have together is what one may have.</summary>
    [Fact]
    public void Parse_LongNamedTextsOfSeveralSessions_ShareOneBudget()
    {
        var ledger = new Ledger(new() { Directory = "", ServerSocket = "", Role = "", Database = "", MaxNamedCharacters = 100 }, _ => { });
        var (one, two) = (new SessionTracker(ledger), new SessionTracker(ledger));
        one.Parse("a", new string('x', 60), []);
        Assert.True(Assert.Throws<WireFaultException>(() => two.Parse("a", new string('x', 60), [])).Client);
        one.Close(portal: false, "a");
        two.Parse("a", new string('x', 60), []);
        two.Ended(gap: null, client: true);
        one.Parse(new string('n', 40), new string('x', 60), []);
    }

    [Fact]
    public void End_StatementUnderWay_IsAGapAndCarriedIntoTheNextCall()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Query("select"));
        Assert.True(replay.End().GapIsClients);
        replay.Server(Message.Done("SELECT 0"), Message.Ready());
        var next = replay.End();
        Assert.Equal((null, 1, 1), (next.Gap, next.Count, next.RoundTrips));
    }

    [Fact]
    public void Sync_WithNothingBefore_IsNoRoundTrip()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Sync, Message.Sync, Message.Of('H'));
        replay.Server(Message.Ready(), Message.Ready());
        Assert.Equal(0, replay.End().RoundTrips);
    }

    [Fact]
    public void Execute_NeverFollowedBySync_IsARoundTripAllTheSame()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Parse("", "select"), Message.Bind("", ""), Message.Execute(""));
        replay.Server(Message.Parsed, Message.Bound, Message.Row, Message.Done("SELECT 1"));
        var record = replay.End();
        Assert.Equal((1, 1, 1L), (record.RoundTrips, record.Count, record.Rows));
    }

    [Fact]
    public void FunctionCall_IsAStatementOfItsOwnKind()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Of('F').Int32(1598).Int16(0).Int16(0).Int16(0));
        replay.Server(Message.Of('V').Int32(-1), Message.Ready());
        var record = replay.End();
        Assert.Equal((Learning.Grading.Traces.StatementKind.FunctionCall, 1), (Assert.Single(record.Statements).Kind, record.RoundTrips));
    }

    [Fact]
    public void Add_MoreThanAreRecorded_AreCountedAndThenStopped()
    {
        using var replay = Replay.Started(new() { Directory = "", ServerSocket = "", Role = "", Database = "", MaxRecordedStatements = 2, MaxStatements = 3 });
        for (var i = 0; i < 3; i++)
        {
            replay.Client(Message.Query("select"));
            replay.Server(Message.Done("SELECT 0"), Message.Ready());
        }
        var fault = Assert.Throws<WireFaultException>(() => replay.Client(Message.Query("select")));
        Assert.True(fault.Client);
        Assert.Contains("more than 3 statements", replay.Limit, StringComparison.Ordinal);
        var record = replay.End();
        Assert.Equal((4, 2), (record.Count, record.Statements.Count));
    }

    /// <summary>Statements that nobody keeps would have no plans, and nothing bad would be seen of them.</summary>
    [Fact]
    public void Add_MoreCharactersThanAreKept_IsStopped()
    {
        using var replay = Replay.Started(new() { Directory = "", ServerSocket = "", Role = "", Database = "", MaxCharacters = 50 });
        replay.Client(Message.Query($"SHOW server_version /* {new string('x', 20)} */"));
        replay.Server(Message.Done("SHOW"), Message.Ready());
        var fault = Assert.Throws<WireFaultException>(() => replay.Client(Message.Query("SELECT count(*) FROM entries")));
        Assert.True(fault.Client);
        Assert.Contains("more than 50 characters", replay.Limit, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_LongerThanTheServersOwn_AreCut()
    {
        using var replay = Replay.Started();
        replay.Client(Message.Query("select"), Message.Query("select"));
        replay.Server(Message.Done(new string('T', 100_000)), Message.Ready(), Message.Error(new string('4', 100_000)), Message.Ready());
        var statements = replay.End().Statements;
        Assert.Equal((new string('T', 100), new string('4', 100) + ": no"), (statements[0].Command, statements[1].Error));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("D")]
    [InlineData("C")]
    [InlineData("Z")]
    [InlineData("s")]
    [InlineData("G")]
    public void Answer_ThatNothingAskedFor_EndsTheSession(string type)
    {
        using var replay = Replay.Started();
        Assert.False(Assert.Throws<WireFaultException>(() => replay.Server(Message.Of(type[0]).Text("II"))).Client);
    }
}
