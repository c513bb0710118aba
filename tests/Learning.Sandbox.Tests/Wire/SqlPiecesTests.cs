using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Wire;

public sealed class SqlPiecesTests
{
    [Theory]
    [InlineData("select 1; select 2", "select 1|select 2")]
    [InlineData(";; select 1 ;-- nothing; here\n ; /* a; /* b; */ c; */", "select 1")]
    [InlineData("select 'a;''b'; select \";\"", "select 'a;''b'|select \";\"")]
    [InlineData("select E'\\';'; select '\\'; select 3", "select E'\\';'|select '\\'|select 3")]
    [InlineData("do $x$ begin; $$ ; $x$; select $1; select a$b$; select 4", "do $x$ begin; $$ ; $x$|select $1|select a$b$|select 4")]
    [InlineData("select 'open; select 2", "select 'open; select 2")]
    [InlineData("select $$open; select 2", "select $$open; select 2")]
    [InlineData("", "")]
    public void Of_Text_IsCutWhereTheServerWouldCutIt(string sql, string pieces) =>
        Assert.Equal(pieces, string.Join('|', SqlPieces.Of(sql)));
}
