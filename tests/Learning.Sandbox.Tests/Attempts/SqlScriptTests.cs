using Learning.Sandbox.Attempts;

namespace Learning.Sandbox.Tests.Attempts;

public sealed class SqlScriptTests
{
    [Fact]
    public void Split_IndexAndQuery_KeepsTextAndPlaces()
    {
        var parts = SqlScript.Split("-- an index\nCREATE INDEX i ON t (a);\n\nSELECT 1\nFROM t; TABLE t");

        Assert.Equal([SqlPartKind.Ddl, SqlPartKind.Query, SqlPartKind.Query], parts.Select(part => part.Kind));
        Assert.Equal([(1, 1), (4, 1), (5, 9)], parts.Select(part => (part.Line, part.Column)));
        Assert.Equal("SELECT 1\nFROM t", parts[1].Text);
        Assert.Equal([(2, 1), (5, 6)], [parts[0].Place(parts[0].Tokens[0].Start), parts[1].Place(parts[1].Text.Length - 1)]);
        Assert.Equal((5, 15), parts[2].Place(6));
    }

    [Theory]
    [InlineData("SELECT ';' FROM t")]
    [InlineData("SELECT 'it''s; here'")]
    [InlineData("SELECT E'it\\'s; here'")]
    [InlineData("SELECT \"a;b\" FROM t")]
    [InlineData("SELECT $$a;b$$")]
    [InlineData("SELECT $x$a;$$;b$x$")]
    [InlineData("SELECT 1 -- a;b")]
    [InlineData("SELECT 1 /* a; /* b; */ c; */ + 1")]
    [InlineData("SELECT 1; -- and no more; really")]
    public void Split_SemicolonInsideSomething_IsOneStatement(string sql) => Assert.Single(SqlScript.Split(sql));

    [Theory]
    [InlineData("CREATE UNIQUE INDEX ON t (a)", SqlPartKind.Ddl)]
    [InlineData("/* why */ create index i on t (a)", SqlPartKind.Ddl)]
    [InlineData("CREATE/**/INDEX i ON t (a)", SqlPartKind.Ddl)]
    [InlineData("ANALYZE t", SqlPartKind.Ddl)]
    [InlineData("WITH x AS (SELECT 1) SELECT * FROM x", SqlPartKind.Query)]
    [InlineData("(SELECT 1)", SqlPartKind.Query)]
    [InlineData("CREATE UNIQUE TABLE t (a int)", SqlPartKind.NotAllowed)]
    [InlineData("\"select\" 1", SqlPartKind.NotAllowed)]
    [InlineData("SELECTED", SqlPartKind.NotAllowed)]
    [InlineData("DROP TABLE t", SqlPartKind.NotAllowed)]
    public void Split_Statement_IsKnownByItsKind(string sql, object expected) => Assert.Equal(expected, Assert.Single(SqlScript.Split(sql)).Kind);
}
