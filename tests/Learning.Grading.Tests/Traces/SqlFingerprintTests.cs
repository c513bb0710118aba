using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Traces;

public sealed class SqlFingerprintTests
{
    [Theory]
    [InlineData("SELECT * FROM users WHERE id = 1", "SELECT *\n  FROM users  WHERE id = 22")]
    [InlineData("SELECT * FROM t WHERE a IN (1, 2)", "SELECT * FROM t WHERE a IN (1,2,3,4)")]
    [InlineData("SELECT 'it''s' -- why", "SELECT 'other' /* what */")]
    [InlineData("SELECT $1", "SELECT $2")]
    public void Of_TheSameStatementWithOtherValues_IsTheSame(string one, string other) =>
        Assert.Equal(SqlFingerprint.Of(one), SqlFingerprint.Of(other));

    /// <summary>Each beginning of a comment would else be looked through to the end of the text.</summary>
    [Fact]
    public void Of_CommentsThatNeverEnd_IsReadInTime() =>
        Assert.Equal("SELECT length('", SqlFingerprint.Of("SELECT length('" + string.Concat(Enumerable.Repeat("/*x", 340_000)) + "')"));

    [Theory]
    [InlineData("SELECT a1 FROM t", "SELECT a2 FROM t")]
    [InlineData("SELECT \"p1\".x FROM t", "SELECT \"p2\".x FROM t")]
    [InlineData("SELECT a FROM t", "SELECT a FROM u")]
    public void Of_OtherNames_Differs(string one, string other) =>
        Assert.NotEqual(SqlFingerprint.Of(one), SqlFingerprint.Of(other));
}
