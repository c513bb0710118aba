using Learning.Grading.Traces;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>What the state machine makes of the recordings, to the row and the byte.</summary>
public sealed class TapeTests
{
    [Fact]
    public void Replay_BatchOfThree_IsThreeStatementsInOneRoundTrip()
    {
        var record = Tape.Load("batch-of-three").Replay();
        Assert.Equal((3, 1, 3L, null), (record.Count, record.RoundTrips, record.Rows, record.Gap));
        Assert.Equal([("SELECT 1", 1L), ("SELECT 2", 2L), ("SELECT 0", 0L)], record.Statements.Select(statement => (statement.Command, statement.Rows)));
    }

    [Fact]
    public void Replay_Parameters_AreReadAsText()
    {
        var statement = Assert.Single(Tape.Load("parameters").Replay().Statements);
        Assert.Equal("7|it's|t|12.50|2026-01-02 03:04:05+00|{1,2,3}", string.Join('|', statement.Parameters));
        Assert.False(statement.ParametersCut);
    }

    [Fact]
    public void Replay_PreparedReuse_CountsEveryExecutionWithItsText()
    {
        var record = Tape.Load("prepared-reuse").Replay();
        Assert.Equal("1|2|3", string.Join('|', record.Statements.Select(statement => Assert.Single(statement.Parameters))));
        Assert.All(record.Statements, statement => Assert.Equal("select name from item where id = $1", statement.Sql));
        // Preparing is a trip of its own.
        Assert.Equal((3, 4), (record.Count, record.RoundTrips));
    }

    [Fact]
    public void Replay_ErrorInBatch_FailsOneAndSkipsTheRest()
    {
        var record = Tape.Load("error-in-batch").Replay();
        Assert.Null(record.Gap);
        Assert.Equal("SELECT 1||", string.Join('|', record.Statements.Select(statement => statement.Command)));
        Assert.Equal([false, false, true], record.Statements.Select(statement => statement.Skipped));
        Assert.Equal("|22012: division by zero", string.Join('|', record.Statements.Take(2).Select(statement => statement.Error)));
    }

    [Fact]
    public void Replay_PortalReadToItsEndInParts_IsAStatementForEachPartAndNoGap()
    {
        var record = Tape.Load("portal-suspended").Replay();
        Assert.Null(record.Gap);
        Assert.Equal([(2L, true, false), (2L, true, true), (1L, false, true)], record.Statements.Select(statement => (statement.Rows, statement.Partial, statement.Continued)));
    }

    [Fact]
    public void Replay_SimpleQueryWithThreeStatements_IsThree()
    {
        var record = Tape.Load("multi-statement").Replay();
        Assert.Equal((3, 1), (record.Count, record.RoundTrips));
        Assert.Equal("select 1|select id from item where id < 4|update item set name = name where id = 1", string.Join('|', record.Statements.Select(statement => statement.Sql)));
        Assert.Equal("SELECT 1|SELECT 3|UPDATE 1", string.Join('|', record.Statements.Select(statement => statement.Command)));
        Assert.All(record.Statements, statement => Assert.Equal(StatementKind.Simple, statement.Kind));
    }

    [Fact]
    public void Replay_CopyOut_CountsRowsAndBytes()
    {
        var statement = Assert.Single(Tape.Load("copy-out").Replay().Statements);
        Assert.Equal((StatementKind.Copy, 3L, "COPY 3"), (statement.Kind, statement.Rows, statement.Command));
        Assert.Equal(3 * (5 + "1\tname 1\n".Length), statement.Bytes);
    }

    [Fact]
    public void Replay_SimpleQuery_HasItsRowAndBytes()
    {
        var statement = Assert.Single(Tape.Load("simple-query").Replay().Statements);
        Assert.Equal(("select id, name from item where id = 5", 1L, 5L + 2 + 4 + 1 + 4 + 6), (statement.Sql, statement.Rows, statement.Bytes));
    }
}
