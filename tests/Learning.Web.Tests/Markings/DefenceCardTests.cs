using Bunit;
using Learning.Web.Data;
using Learning.Web.Features.Markings.Report;

namespace Learning.Web.Tests.Markings;

public sealed class DefenceCardTests : BunitContext
{
    [Theory]
    [InlineData("S1", "T2:S1", "/sittings/1/tasks/2#S1")]
    [InlineData("", "T2", "/sittings/1/tasks/2")]
    public void Question_NamesItsEvidence_OrTheTaskWhereNothingCame(string mark, string said, string href)
    {
        var card = Render<DefenceCard>(parameters => parameters.Add(each => each.Page, "/sittings/1").Add(each => each.Report, Report(mark)));

        var link = card.Find("a.ev");
        Assert.Equal((said, href), (link.TextContent, link.GetAttribute("href")));
    }

    private static SittingReport Report(string mark) => new()
    {
        Id = Guid.Empty, AssessmentId = Guid.Empty, Assessment = "Backend", Code = "7F3A", Status = SittingStatus.HandedIn, Tasks = [], Time = null!, AiPolicy = "", Behind = null!, Marks = null!,
        Defence = [new(1, 2, "Where did you stop?", mark, "", null)],
    };
}
