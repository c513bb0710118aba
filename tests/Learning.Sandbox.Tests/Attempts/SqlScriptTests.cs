using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;

namespace Learning.Sandbox.Tests.Attempts;

public sealed class SqlScriptTests
{
    [Fact]
    public void Split_IndexAndQuery_KeepsTextAndLines()
    {
        var parts = SqlScript.Split("-- an index\nCREATE INDEX i ON t (a);\n\nSELECT 1\nFROM t;\n");

        Assert.Equal([SqlPartKind.Ddl, SqlPartKind.Query], parts.Select(part => part.Kind));
        Assert.Equal([1, 4], parts.Select(part => part.Line));
        Assert.Equal("SELECT 1\nFROM t", parts[1].Text);
    }

    [Theory]
    [InlineData("SELECT ';' FROM t")]
    [InlineData("SELECT 'it''s; here'")]
    [InlineData("SELECT \"a;b\" FROM t")]
    [InlineData("SELECT $$a;b$$")]
    [InlineData("SELECT $x$a;$$;b$x$")]
    [InlineData("SELECT 1 -- a;b")]
    [InlineData("SELECT 1 /* a; /* b; */ c; */ + 1")]
    public void Split_SemicolonInsideSomething_IsOneStatement(string sql) => Assert.Single(SqlScript.Split(sql));

    [Theory]
    [InlineData("CREATE UNIQUE INDEX ON t (a)", SqlPartKind.Ddl)]
    [InlineData("/* why */ create index i on t (a)", SqlPartKind.Ddl)]
    [InlineData("ANALYZE t", SqlPartKind.Ddl)]
    [InlineData("WITH x AS (SELECT 1) SELECT * FROM x", SqlPartKind.Query)]
    [InlineData("CREATE TABLE copy AS SELECT 1", SqlPartKind.NotAllowed)]
    [InlineData("CREATE MATERIALIZED VIEW m AS SELECT 1", SqlPartKind.NotAllowed)]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$", SqlPartKind.NotAllowed)]
    [InlineData("SET enable_seqscan = off", SqlPartKind.NotAllowed)]
    [InlineData("DROP TABLE t", SqlPartKind.NotAllowed)]
    [InlineData("COPY t TO PROGRAM 'id'", SqlPartKind.NotAllowed)]
    public void Split_Statement_IsKnownByItsKind(string sql, object expected) => Assert.Equal(expected, Assert.Single(SqlScript.Split(sql)).Kind);

    [Theory]
    [InlineData("SELECT 1; SELECT 2", "two queries")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a)", "CONCURRENTLY")]
    [InlineData("GRANT ALL ON t TO learner", "not run here")]
    public void Parse_AnswerThatCannotRun_SaysWhyAndWhere(string sql, string sentence)
    {
        Assert.Null(SqlAnswer.Parse(sql, "SELECT 0", out var outcome));

        Assert.Equal(OutcomeKind.RuntimeError, outcome.Kind);
        Assert.Contains(sentence, outcome.Message, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(outcome.Diagnostics).Line);
    }

    [Fact]
    public void Parse_OnlyAnIndex_KeepsTheStartersQuery()
    {
        var answer = SqlAnswer.Parse("CREATE INDEX i ON t (a);", "SELECT 7", out _);

        Assert.Equal("SELECT 7", answer?.Query.Text);
        Assert.Single(answer!.Ddl);
    }
}
