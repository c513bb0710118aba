using Learning.Grading.Checks;

namespace Learning.Grading.Tests.Checks;

public sealed class SequentialRuleTests
{
    [Fact]
    public void Interval_TenValues_IsTheirRange()
    {
        var interval = SequentialRule.Interval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        Assert.Equal(5.5, interval.Median);
        Assert.Equal((1, 10), (interval.Low, interval.High));
    }

    [Fact]
    public void Interval_TwentyValues_TakesTheFourthFromEachEnd()
    {
        // P(X <= 3) = 0.0013 and P(X <= 4) = 0.0059 for a binomial of 20 and one half.
        var interval = SequentialRule.Interval([.. Enumerable.Range(1, 20).Select(i => (double)i)]);

        Assert.Equal((4, 17), (interval.Low, interval.High));
    }

    [Theory]
    [InlineData(10, 1.0, RuleAnswer.Pass)]
    [InlineData(10, 5.0, RuleAnswer.Fail)]
    [InlineData(9, 1.0, RuleAnswer.More)]
    [InlineData(11, 1.0, RuleAnswer.More)]
    public void Judge_EqualRatios_DecidesOnlyAtALook(int pairs, double ratio, RuleAnswer expected) =>
        Assert.Equal(expected, SequentialRule.Judge([.. Enumerable.Repeat(ratio, pairs)], 2));

    [Theory]
    [InlineData(10, RuleAnswer.More)]
    [InlineData(20, RuleAnswer.More)]
    [InlineData(40, RuleAnswer.Undecided)]
    public void Judge_RatiosOnBothSidesOfTheLimit_NeverGuesses(int pairs, RuleAnswer expected) =>
        Assert.Equal(expected, SequentialRule.Judge([.. Enumerable.Range(0, pairs).Select(i => i % 2 == 0 ? 1.5 : 2.5)], 2));
}
