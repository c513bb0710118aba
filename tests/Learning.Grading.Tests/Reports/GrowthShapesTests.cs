using Learning.Grading.Checks;
using Learning.Grading.Reports;

namespace Learning.Grading.Tests.Reports;

public sealed class GrowthShapesTests
{
    [Theory]
    [InlineData(4000, 4000, 4000, GrowthShape.Constant)]
    [InlineData(41, 44, 53, GrowthShape.Constant)]
    [InlineData(5, 50, 500, GrowthShape.Linear)]
    [InlineData(4100, 41_000, 410_000, GrowthShape.Linear)]
    [InlineData(85, 98, 180, GrowthShape.Steps)]
    [InlineData(150, 1860, 22_400, GrowthShape.Linear)] // each post by its followers: a factor, not a power
    [InlineData(25, 2500, 250_000, GrowthShape.Worse)]
    [InlineData(0, 0, 0, GrowthShape.Constant)]
    public void OfAmounts_AtThreeSizes_NamesTheShapeWhateverTheUnit(double five, double fifty, double fiveHundred, GrowthShape expected)
    {
        Assert.Equal(expected, GrowthShapes.OfAmounts([(5, five), (50, fifty), (500, fiveHundred)]));
        Assert.Equal(expected, GrowthShapes.OfAmounts([(5, 1000 * five), (50, 1000 * fifty), (500, 1000 * fiveHundred)]));
    }
}
