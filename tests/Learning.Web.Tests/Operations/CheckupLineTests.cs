using Bunit;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Sandbox.Incidents.Players;
using Learning.Web.Data;
using Learning.Web.Features.Operations.Content;

namespace Learning.Web.Tests.Operations;

/// <summary>What a checkup may call a difference: not what a busy machine could not tell.</summary>
public sealed class CheckupLineTests : BunitContext
{
    [Theory]
    [InlineData(false, 0, false)]
    [InlineData(false, 12, true)]
    [InlineData(true, 12, false)]
    public void Play_ThatMissedItsBounds_IsUnsureOnlyWhereSecondsDidNotCount(bool landed, int unscored, bool unsure) =>
        Assert.Equal(unsure, new ProvedPlay("Restart only", "Trap 10", "Trap 20", 1000, landed, null, unscored).Unsure);

    [Theory]
    [InlineData(Verdict.OverBudget, false)]
    [InlineData(Verdict.Inconclusive, true)]
    [InlineData(Verdict.InfrastructureError, true)]
    public void Answer_OfAnotherVerdict_IsUnsureOnlyWhereTheVerdictIs(Verdict got, bool unsure) =>
        Assert.Equal(unsure, new ProvedAnswer("starter", Verdict.WrongAnswer, null, got, "Fast", 1000, Landed: false, "").Unsure);

    [Fact]
    public void Line_OfOneThatDiffersAndOneThatIsNotSure_CountsTheDifferenceOnly()
    {
        var now = DateTimeOffset.UnixEpoch;
        CheckedLine[] lines = [new("Expert", "Fix 40", "Fix 40", 1, Landed: true, Unsure: false, null), new("Restart only", "Trap 10", "Trap 20", 1, Landed: false, Unsure: true, "12 seconds of it did not count."), new("Pool raiser", "Fix 0", "Fix 40", 1, Landed: false, Unsure: false, "Well.")];
        var row = new ContentRow("leak", "The leak", "/incidents/leak", "0123456789", 3, new(CheckupStatus.Bad, now, now, OfThisRevision: true, null, null, lines), IsIncident: true);

        var line = Render<CheckupLine>(parameters => parameters.Add(each => each.Row, row).Add(each => each.Now, now));

        Assert.Contains("1 player not as declared", line.Markup, StringComparison.Ordinal);
        Assert.Equal(["not sure", "differs"], line.FindAll(".tag").Select(tag => tag.TextContent));
    }

    [Theory]
    [InlineData(null, "running: 0 of 3")]
    [InlineData("a lab that runs", "waits for a lab that runs: 0 of 3 done")]
    public void Line_OfOneUnderWay_SaysWhatItWaitsFor(string? heldBy, string says)
    {
        var now = DateTimeOffset.UnixEpoch;
        var row = new ContentRow("leak", "The leak", "/incidents/leak", "0123456789", 3, new(CheckupStatus.Running, now, null, OfThisRevision: true, null, null, [], heldBy), IsIncident: true);

        var line = Render<CheckupLine>(parameters => parameters.Add(each => each.Row, row).Add(each => each.Now, now));

        Assert.Equal(says, line.Find(".line1 span").TextContent);
    }
}
