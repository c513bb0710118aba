using Learning.Grading.Incidents;

namespace Learning.Grading.Tests.Incidents;

public sealed class FindingJudgeTests
{
    [Theory]
    [InlineData("idx_category", true)]
    [InlineData("  IDX_Category ", true)]
    [InlineData("public.idx_category", true)]
    [InlineData("\"public\".\"idx_category\"", true)]
    [InlineData("`idx_category`;", true)]
    [InlineData("idx_categor", false)]
    [InlineData("idx_category_2", false)]
    [InlineData("", false)]
    public void Text_AsPeopleWriteNames_IsTheSameName(string answer, bool right) =>
        Assert.Equal(right, FindingJudge.Judge(Of(FindingKind.Text), answer, ["public.idx_category"]));

    [Theory]
    [InlineData("412", true)]
    [InlineData("pid 412", true)]
    [InlineData("413", true)]
    [InlineData("41", false)]
    public void Text_OfPids_AcceptsAnyThatWasTrue(string answer, bool right) => Assert.Equal(right, FindingJudge.Judge(Of(FindingKind.Text), answer, ["412", "413"]));

    [Fact]
    public void Text_ThatWasNeverTrue_IsWrong() => Assert.False(FindingJudge.Judge(Of(FindingKind.Text), "412", []));

    [Theory]
    [InlineData("1100000", true)]
    [InlineData("1,100,000", true)]
    [InlineData("1 100 000", true)]
    [InlineData("1.1M", true)]
    [InlineData("≈ 1.1e6", true)]
    [InlineData("900k", true)]
    [InlineData("800,000", false)]
    [InlineData("1,474,000", true)]
    [InlineData("1,474,001", false)]
    [InlineData("-1100000", false)]
    [InlineData("many", false)]
    [InlineData("NaN", false)]
    public void Number_WithinItsFactor_IsRight(string answer, bool right) => Assert.Equal(right, FindingJudge.Judge(Of(FindingKind.Number, 1.34), answer, ["1100000"]));

    [Theory]
    [InlineData("1", true)]
    [InlineData("1 ", true)]
    [InlineData("2", false)]
    [InlineData("0", false)]
    public void Number_WithoutRoom_IsExact(string answer, bool right) => Assert.Equal(right, FindingJudge.Judge(Of(FindingKind.Number), answer, ["1"]));

    [Theory]
    [InlineData("unfiltered, filtered", true)]
    [InlineData("filtered\nunfiltered", true)]
    [InlineData("filtered", false)]
    [InlineData("filtered, unfiltered, writes", false)]
    public void Classes_AreASet(string answer, bool right) => Assert.Equal(right, FindingJudge.Judge(Of(FindingKind.Classes), answer, ["unfiltered", "filtered"]));

    [Fact]
    public void Several_WhoseOptionsHoldCommas_AreOneALine()
    {
        var finding = Of(FindingKind.Several) with { Options = ["Look, then act", "Restart"], Right = ["Look, then act"] };

        Assert.True(FindingJudge.Judge(finding, FindingJudge.Join(["Look, then act"]), finding.Right));
        Assert.False(FindingJudge.Judge(finding, FindingJudge.Join(["Look, then act", "Restart"]), finding.Right));
    }

    [Theory]
    [InlineData("SEV 1: all hands", true)]
    [InlineData("sev 1:  all hands", true)]
    [InlineData("SEV 2", false)]
    public void Choice_IsTheOption(string answer, bool right) => Assert.Equal(right, FindingJudge.Judge(Of(FindingKind.Choice), answer, ["SEV 1: all hands"]));

    [Fact]
    public void Note_IsForPeople() => Assert.Null(FindingJudge.Judge(Of(FindingKind.Note), "Anything", []));

    private static Finding Of(FindingKind kind, double factor = 1) => new() { Id = "id", Ask = "?", Kind = kind, Factor = factor };
}
