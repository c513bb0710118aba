using Learning.Grading.Checks;

namespace Learning.Grading.Tests.Checks;

public sealed class StatementGrowthTests
{
    [Theory]
    [InlineData(1, 1, 1, GrowthShape.Constant)]
    [InlineData(2, 2, 2, GrowthShape.Constant)]
    [InlineData(6, 51, 501, GrowthShape.Linear)]
    [InlineData(4, 30, 260, GrowthShape.Linear)]
    [InlineData(2, 2, 6, GrowthShape.Steps)]
    [InlineData(2, 6, 51, GrowthShape.Linear)]
    [InlineData(6, 100, 5000, GrowthShape.Worse)]
    public void Fit_CountsAtThreeSizes_NamesTheShape(int five, int fifty, int fiveHundred, GrowthShape expected) =>
        Assert.Equal(expected, StatementGrowth.Fit([(5, five), (50, fifty), (500, fiveHundred)]));
}
