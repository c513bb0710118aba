using Bunit;
using Learning.Grading.Reports;
using Learning.Web.Components;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Reports;
using Learning.Web.Features.Submissions;

namespace Learning.Web.Tests.Components;

/// <summary>The small parts that say an outcome, wherever one is said.</summary>
public sealed class VerdictPartsTests : BunitContext
{
    [Theory]
    [InlineData(Verdict.Passed, "Passed")]
    [InlineData(Verdict.TimeLimit, "Stopped at the time limit")]
    [InlineData(Verdict.MemoryLimit, "Stopped at the memory limit")]
    [InlineData(Verdict.OutputLimit, "Stopped at the output limit")]
    [InlineData(Verdict.InfrastructureError, "Our fault, not graded")]
    public void Outcome_InAList_HasTheWordThatItHasEverywhere(Verdict verdict, string word)
    {
        var glyph = Render<OutcomeGlyph>(parameters => parameters.Add(each => each.Status, SubmissionStatus.Graded).Add(each => each.Verdict, verdict));

        Assert.Equal(word, glyph.Find(".row > span").TextContent);
        Assert.Equal(word, OutcomeLook.Of(verdict).Word);
    }

    [Theory]
    [InlineData(SubmissionKind.Try, null, SubmissionStatus.Graded, Verdict.Passed, "Try")]
    [InlineData(SubmissionKind.Submit, 3, SubmissionStatus.Graded, Verdict.Passed, "Attempt 3")]
    [InlineData(SubmissionKind.Submit, null, SubmissionStatus.Graded, Verdict.CompileError, "Uncounted hand-in")]
    [InlineData(SubmissionKind.Submit, null, SubmissionStatus.Failed, null, "Uncounted hand-in")]
    [InlineData(SubmissionKind.Submit, null, SubmissionStatus.Running, null, "Hand-in")] // an assessment that shows nothing of it
    public void Submission_HasOneName(SubmissionKind kind, int? number, SubmissionStatus status, Verdict? verdict, string name)
    {
        Assert.Equal(name, SubmissionName.Of(kind, number, status, verdict));
        Assert.Equal(name, new AttemptRow(Guid.Empty, number, kind, status, verdict, default).Name);
    }

    [Theory]
    [InlineData("S1", "SELECT p.id, p.author_id, p.text, p.created_at FROM posts AS p WHERE EXISTS (SELECT 1 FRO…: 2.90 ms, 20 rows")]
    [InlineData("L8", "SELECT p.id, p.author_id, p.text, p.created_at FROM posts AS p WHERE EXISTS (SELECT 1 FRO…: 2.90 ms, 20 rows")]
    [InlineData("D1", "Same answer: 20 = 20")]
    [InlineData("S99", null)]
    [InlineData("M5", null)]
    public void Mark_SaysWhatItShows(string mark, string? says) => Assert.Equal(says, EvidenceWords.Of(SampleReports.OnePerPost())(mark));

    [Fact]
    public void Mark_OfACheck_SaysItsLimitToo() => Assert.Equal("Size added: 8.6 MB, limit ≤ 12 MB", EvidenceWords.Of(SampleReports.IndexPasses())("M3"));

    [Fact]
    public void Ownership_StandsBesideItsLimits()
    {
        var report = SampleReports.IndexPasses();
        IReadOnlyList<StageResult> judged = [.. report.Stages, new("Cheap to own", StageStatus.Passed, "", [new() { Name = "Cost of writes", Status = StageStatus.Passed, Message = "", Limit = "≤ 1.6×, ≤ 2.0×" }])];

        var table = Render<OwnershipTable>(parameters => parameters.Add(each => each.Cost, report.Ownership!).Add(each => each.Stages, judged));
        var unjudged = Render<OwnershipTable>(parameters => parameters.Add(each => each.Cost, report.Ownership!));

        Assert.Equal(["≤ 1.6×", "≤ 2.0×", "", "≤ 2.0×", "≤ 12 MB more"], table.FindAll("tbody tr").Select(row => row.QuerySelectorAll("td")[3].TextContent));
        Assert.Equal("Pages per insert", table.Find("tbody th[scope=row]").TextContent);
        Assert.DoesNotContain("limit", unjudged.Find("thead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Brief_WhatIsJudged_HasRowsWithHeadings_AndTabsNameTheirPanel()
    {
        var pane = Render<BriefPane>(parameters => parameters.Add(each => each.View, new WorkbenchView { Exercise = FakeDesk.Sample(), Learner = Guid.Empty, Reading = [], History = [] }));

        Assert.Equal(2, pane.FindAll(".budget th[scope=row]").Count);
        var panel = pane.Find("[role=tabpanel]");
        Assert.All(pane.FindAll("[role=tab]"), tab => Assert.Equal(panel.Id, tab.GetAttribute("aria-controls")));
        Assert.Equal(pane.Find("[role=tab][aria-selected=true]").Id, panel.GetAttribute("aria-labelledby"));
    }
}
