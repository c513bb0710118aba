using Learning.Grading.Reports;
using Learning.Web.Features.Markings.Comparison;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Markings;

/// <summary>The comparison has no rank, and makes nothing of what measuring cannot tell.</summary>
public sealed class CandidateTableTests(AccountHost host) : IClassFixture<AccountHost>
{
    private readonly MarkingDesks desks = new(host);

    [Fact]
    public async Task Table_IsInTheOrderOfTheHandIns_AndTheRubricComesWithTheSignatures()
    {
        var organisation = await desks.OrganisationAsync();
        var (one, two) = ((await desks.MemberAsync(organisation)).Id, (await desks.MemberAsync(organisation)).Id);
        var assessment = await desks.AssessmentAsync(organisation);
        var (first, second) = (await desks.HandedInAsync(assessment, "ZZZZ", points: 10), await desks.HandedInAsync(assessment, "AAAA", points: 60));
        await desks.SignAsync(one, first.Id, 4, 2);

        var open = (await desks.Candidates(two).OpenAsync(assessment, CancellationToken.None))!;
        Assert.Equal(["ZZZZ", "AAAA"], open.Rows.Select(row => row.Code));
        Assert.All(open.Rows, row => Assert.Null(row.Rubric));
        Assert.Equal((1, true), (open.Rows[0].Marking.SignedCount, open.Rows[0].Marking.WantsMarker));
        await desks.SignAsync(two, first.Id, 4, 3);
        Assert.Equal(6.5, (await desks.Candidates(two).OpenAsync(assessment, CancellationToken.None))!.Rows[0].Rubric);
        Assert.Contains((await desks.Candidates(two).ToMarkAsync(CancellationToken.None))!, each => each.Sitting == second.Id && each.What == "wants a first marker");
    }

    [Fact]
    public async Task Page_SortsFiltersAndLaysTwoSideBySide()
    {
        var organisation = await desks.OrganisationAsync();
        var (visitor, _) = await desks.MemberAsync(organisation);
        var assessment = await desks.AssessmentAsync(organisation);
        Assert.Contains("Nobody has been invited yet.", await visitor.ReadAsync($"/assessments/{assessment}/candidates"), StringComparison.Ordinal);
        var (first, second) = (await desks.HandedInAsync(assessment, "ZZZZ"), await desks.HandedInAsync(assessment, "AAAA", SampleReports.IndexPasses()));

        var sorted = await visitor.ReadAsync($"/assessments/{assessment}/candidates?sort=code");
        Assert.True(sorted.IndexOf("AAAA", StringComparison.Ordinal) < sorted.IndexOf("ZZZZ", StringComparison.Ordinal));
        Assert.DoesNotContain("ZZZZ", await visitor.ReadAsync($"/assessments/{assessment}/candidates?state=Running"), StringComparison.Ordinal);
        Assert.Contains("ZZZZ beside AAAA", await visitor.ReadAsync($"/assessments/{assessment}/candidates?left={first.Id}&right={second.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_ThatDifferByTimeWithinItsNoise_AreEqual_AndNothingElseIs()
    {
        var passed = Cell(30, Verdict.Passed, 1.2, 1.9, byTime: true);

        Assert.True(Noise.Equal(passed, Cell(20, Verdict.OverBudget, 1.8, 2.4, byTime: true)));
        Assert.True(Noise.Equal(passed, Cell(20, Verdict.Inconclusive, 1.95, 2.4, byTime: true)));
        Assert.False(Noise.Equal(passed, Cell(20, Verdict.OverBudget, 4.0, 4.4, byTime: true)));
        Assert.False(Noise.Equal(passed, Cell(20, Verdict.OverBudget, null, null, byTime: false)));
        Assert.False(Noise.Equal(passed, Cell(30, Verdict.Passed, 1.2, 1.9, byTime: true)));
    }

    [Fact]
    public async Task TimeFactor_ShowsNowhere()
    {
        var assessment = await desks.AssessmentAsync(await desks.OrganisationAsync());
        var sitting = await desks.HandedInAsync(assessment, "7F3A", allowed: 2 * 3600);
        await using var context = host.Contexts.CreateDbContext();
        var row = await context.Sittings.Include(each => each.Pauses).FirstAsync(each => each.Id == sitting.Id);
        row.Pauses.Add(new() { SittingId = row.Id, From = row.StartedAt!.Value.AddMinutes(10), To = row.StartedAt.Value.AddMinutes(14), Reason = "Ours." });
        var clock = new PlanClock(row, 60);

        // Forty minutes by the wall, four of them ours, with twice the time: eighteen of the plan's sixty.
        Assert.Equal(18, clock.Used(TimeProvider.System.GetUtcNow())!.Value, 0.01);
        Assert.Equal(5, clock.Minute(row.StartedAt.Value.AddMinutes(10)), 0.01);
        Assert.Equal(9, clock.Minute(row.StartedAt.Value.AddMinutes(14)), 0.01);
        Assert.Equal(1, clock.Minutes(row.StartedAt.Value.AddMinutes(9), row.StartedAt.Value.AddMinutes(15)), 0.01);
    }

    private static CandidateCell Cell(decimal points, Verdict verdict, double? low, double? high, bool byTime) => new(1, "v-pass", "pass", "Passed", points, true, 30, verdict, low, high, byTime);
}
