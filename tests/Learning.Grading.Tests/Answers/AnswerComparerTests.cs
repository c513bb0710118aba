using Learning.Grading.Answers;
using Learning.Grading.Exercises;

namespace Learning.Grading.Tests.Answers;

public sealed class AnswerComparerTests
{
    private static readonly AnswerOrder Any = new() { Kind = OrderKind.None };
    private static readonly AnswerOrder Exact = new() { Kind = OrderKind.Exact };
    private static readonly AnswerOrder ByTime = new() { Kind = OrderKind.By, By = ["at"] };

    [Theory]
    [InlineData("""[{"id":1,"amount":1.50}]""", """[{"id":1,"amount":1.5}]""")]
    [InlineData("""[{"id":1},{"id":2}]""", """[{"id":2},{"id":1}]""")]
    [InlineData("""[{"id":null}]""", """[{"other":null}]""")]
    [InlineData("[]", "[]")]
    public void Compare_EqualMultisets_AreTheSame(string expected, string actual) =>
        Assert.True(AnswerComparer.Compare(expected, actual, Any).Same);

    [Theory]
    [InlineData("""[{"id":null}]""", """[{"id":""}]""")]
    [InlineData("""[{"id":1}]""", """[{"id":"1"}]""")]
    [InlineData("""[{"id":1},{"id":1}]""", """[{"id":1}]""")]
    [InlineData("""[{"id":1}]""", """[{"id":1,"more":2}]""")]
    [InlineData("""[{"id":1}]""", "not json")]
    [InlineData("""[{"a":"x","b":"y"}]""", """[{"a":"y","b":"x"}]""")]
    public void Compare_DifferentRows_AreNot(string expected, string actual) =>
        Assert.False(AnswerComparer.Compare(expected, actual, Any).Same);

    [Fact]
    public void Compare_RowsInAnotherOrder_SaysWhereItBegins()
    {
        var difference = AnswerComparer.Compare("""[{"id":1},{"id":2},{"id":3}]""", """[{"id":1},{"id":3},{"id":2}]""", Exact);

        Assert.Equal((0, 0, 2), (difference.Missing, difference.Unexpected, difference.FirstMisplaced));
    }

    [Fact]
    public void Compare_TiesInADeclaredColumn_MayChangePlaces()
    {
        const string expected = """[{"id":1,"at":"a"},{"id":2,"at":"a"},{"id":3,"at":"b"}]""";

        Assert.True(AnswerComparer.Compare(expected, """[{"id":2,"at":"a"},{"id":1,"at":"a"},{"id":3,"at":"b"}]""", ByTime).Same);
        Assert.False(AnswerComparer.Compare(expected, """[{"id":3,"at":"b"},{"id":1,"at":"a"},{"id":2,"at":"a"}]""", ByTime).Same);
    }

    [Fact]
    public void Compare_OneRowDiffers_CountsItOnBothSides()
    {
        var difference = AnswerComparer.Compare("""[{"id":1},{"id":2}]""", """[{"id":1},{"id":9}]""", Any);

        Assert.Equal((2, 2, 1, 1), (difference.Expected, difference.Actual, difference.Missing, difference.Unexpected));
        Assert.Equal("id = 2", difference.MissingRow);
    }
}
