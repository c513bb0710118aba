using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

public sealed class AnswerBoundsTests
{
    [Theory]
    [InlineData("0", 100_000, false)]
    [InlineData("0", 100_001, true)]
    [InlineData("{}", 100_001, true)]
    [InlineData("{\"a\":[1,2]}", 100_000, false)]
    [InlineData("{\"a\":[1,2]}", 100_001, true)]
    public void Answer_OfSoManyRows_IsTakenUpToAsManyAsSqlMayHave(string row, int rows, bool passed) =>
        Assert.Equal(passed, AnswerBounds.ArePassed($"[{string.Join(',', Enumerable.Repeat(row, rows))}]"));

    [Theory]
    [InlineData(3_000_000, false)]
    [InlineData(4_000_000, true)]
    public void Answer_OfOneRowWithManyValues_IsBoundedToo(int values, bool passed) =>
        Assert.Equal(passed, AnswerBounds.ArePassed($"[[{string.Join(',', Enumerable.Repeat("0", values))}]]"));

    /// <summary>Whoever compares it says what it is.</summary>
    [Fact]
    public void Answer_ThatIsNoJson_PassesNoBound() => Assert.False(AnswerBounds.ArePassed(new string('x', 200_000)));
}
