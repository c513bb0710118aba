using Learning.Grading;
using Learning.Grading.Bundles;
using Learning.Grading.Traces;
using Learning.Web.Data;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Markings;

/// <summary>A check is judged again from its evidence; what was given stays, and a person answers.</summary>
public sealed class AppealTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Check = "Frugal, Statements";
    private readonly MarkingDesks desks = new(host);

    [Fact]
    public async Task Appeal_JudgesAgainFromTheEvidence_ShowsTheDifference_AndKeepsTheOldReport()
    {
        var (manager, sitting, submission) = await HandedInAsync();
        var given = await ReportAsync(submission);
        await KeepEvidenceAsync(submission);

        Assert.Null((await desks.Appeals(manager).AskAsync(sitting.Id, 1, Check, "I count one statement.", CancellationToken.None)).Refusal);
        var appeal = (await desks.Sittings(manager).OpenAsync(sitting.Id, CancellationToken.None))!.Appeals[0];
        Assert.Equal("failed with 6, 51, 501: linear (limit constant)", appeal.Judged!.Then);
        Assert.NotEqual(appeal.Judged.Then, appeal.Judged.Now);
        Assert.NotEmpty(appeal.Judged.Differences);
        Assert.Null(appeal.AnsweredAt);

        Assert.Null((await desks.Appeals(manager).AnswerAsync(appeal.Id, true, "You are right: see the evidence.", CancellationToken.None)).Refusal);
        Assert.NotNull((await desks.Appeals(manager).AnswerAsync(appeal.Id, false, "Changed my mind.", CancellationToken.None)).Refusal);
        Assert.True((await desks.Sittings(manager).OpenAsync(sitting.Id, CancellationToken.None))!.Appeals[0].Upheld);
        Assert.Equal(given, await ReportAsync(submission));
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(60, await context.SittingTasks.Where(row => row.SittingId == sitting.Id).Select(row => row.Points).SingleAsync());
    }

    [Fact]
    public async Task Appeal_WithoutEvidence_SaysSoAndGoesToAPerson()
    {
        var (manager, sitting, _) = await HandedInAsync();

        Assert.Null((await desks.Appeals(manager).AskAsync(sitting.Id, 1, Check, "Please look.", CancellationToken.None)).Refusal);
        Assert.Contains("not kept", (await desks.Sittings(manager).OpenAsync(sitting.Id, CancellationToken.None))!.Appeals[0].Judged!.Notes[0], StringComparison.Ordinal);
        Assert.Contains("already", (await desks.Appeals(manager).AskAsync(sitting.Id, 1, Check, "Again.", CancellationToken.None)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "Fast, Nothing of this name", "Why?")]
    [InlineData(2, Check, "Why?")]
    [InlineData(1, Check, " ")]
    public async Task Appeal_AboutNothing_IsRefused(int position, string check, string reason)
    {
        var (manager, sitting, _) = await HandedInAsync();
        Assert.NotNull((await desks.Appeals(manager).AskAsync(sitting.Id, position, check, reason, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Appeal_OfAnotherOrganisation_IsNotAnswered()
    {
        var (manager, sitting, _) = await HandedInAsync();
        await desks.Appeals(manager).AskAsync(sitting.Id, 1, Check, "Please look.", CancellationToken.None);
        var stranger = (await desks.MemberAsync(await desks.OrganisationAsync())).Id;
        var appeal = (await desks.Sittings(manager).OpenAsync(sitting.Id, CancellationToken.None))!.Appeals[0];

        Assert.NotNull((await desks.Appeals(stranger).AnswerAsync(appeal.Id, true, "Granted.", CancellationToken.None)).Refusal);
        Assert.Null((await desks.Sittings(manager).OpenAsync(sitting.Id, CancellationToken.None))!.Appeals[0].AnsweredAt);
    }

    [Fact]
    public async Task CandidatesReport_HasTheSameFacts_AndNeitherMarkersNorOthers()
    {
        var organisation = await desks.OrganisationAsync();
        var (one, two) = ((await desks.MemberAsync(organisation, name: "Firstmarker")).Id, (await desks.MemberAsync(organisation, name: "Secondmarker")).Id);
        var decider = (await desks.MemberAsync(organisation, name: "Decider")).Id;
        var assessment = await desks.AssessmentAsync(organisation);
        var code = "using System; public sealed class FeedEndpoint(SocialContext db) { public int Count(int a, int b) { var c = a + b; var d = c * a; return d + c + b; } public string Name(int a) => a.ToString() + \"x\"; }";
        var (mine, other) = (await desks.HandedInAsync(assessment, "7F3A", source: code), await desks.HandedInAsync(assessment, "QQQQ", source: code));
        await desks.SignAsync(one, mine.Id, 4, 3, "a note of a marker");
        await desks.SignAsync(two, mine.Id, 4, 3);
        var candidate = host.Sit(mine);

        var before = await candidate.ReadAsync("/sitting/report");
        Assert.Contains("6, 51, 501", before, StringComparison.Ordinal);
        Assert.Contains("Ask for a re-check", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Finds the cause", before, StringComparison.Ordinal); // comes with the decision
        Assert.Null((await desks.Marking(decider).DecideAsync(mine.Id, 0, HiringOutcome.TalkFirst, "It grows with the posts [S2–S21].", CancellationToken.None)).Refusal);
        var after = await candidate.ReadAsync("/sitting/report");
        Assert.Contains("It grows with the posts", after, StringComparison.Ordinal);
        Assert.Contains("Finds the cause", after, StringComparison.Ordinal);
        Assert.Contains("Decider", after, StringComparison.Ordinal); // whoever decides stands for it by name
        foreach (var hidden in (string[])["Firstmarker", "Secondmarker", "a note of a marker", "QQQQ", $"{other.Id}"])
            Assert.DoesNotContain(hidden, before + after, StringComparison.Ordinal);
        Assert.Contains("S2–S21", await candidate.ReadAsync("/sitting/report/tasks/1"), StringComparison.Ordinal);
        Assert.Contains("Not here, or not yours.", await candidate.ReadAsync("/sitting/report/tasks/2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CandidatesReport_WhileTheSittingRuns_HoldsNothing()
    {
        var sitting = await desks.HandedInAsync(await desks.AssessmentAsync(await desks.OrganisationAsync()), "7F3A", status: SittingStatus.Running);
        var candidate = host.Sit(sitting);

        Assert.DoesNotContain("6, 51, 501", await candidate.ReadAsync("/sitting/report"), StringComparison.Ordinal);
        Assert.DoesNotContain("S2–S21", await candidate.ReadAsync("/sitting/report/tasks/1"), StringComparison.Ordinal);
    }

    private async Task<(Guid Manager, Sitting Sitting, Guid Submission)> HandedInAsync()
    {
        var organisation = await desks.OrganisationAsync();
        var manager = (await desks.MemberAsync(organisation)).Id;
        var sitting = await desks.HandedInAsync(await desks.AssessmentAsync(organisation), "7F3A");
        await using var context = host.Contexts.CreateDbContext();
        return (manager, sitting, await context.SittingTasks.Where(row => row.SittingId == sitting.Id).Select(row => row.SubmissionId!.Value).SingleAsync());
    }

    private async Task<string?> ReportAsync(Guid submission)
    {
        await using var context = host.Contexts.CreateDbContext();
        return await context.Submissions.Where(row => row.Id == submission).Select(row => row.Report).SingleAsync();
    }

    /// <summary>Evidence that today's engine judges otherwise than the sample report says.</summary>
    private async Task KeepEvidenceAsync(Guid submission)
    {
        var report = SampleReports.OnePerPost();
        var run = new Run { DataSet = "visible", Arguments = new Dictionary<string, string>(StringComparer.Ordinal), Outcome = RunOutcome.Completed, Answer = "[]" };
        var bundle = EvidenceBundle.Of("class A;", GradeMode.Submit, new() { Prepared = RunOutcome.Completed, Environment = report.Environment, Visible = new(run, run with { Answer = """[{"id":1}]""" }), Hidden = [new(run, run)] }, report);
        await using var context = host.Contexts.CreateDbContext();
        context.Evidence.Add(new() { SubmissionId = submission, Engine = bundle.Engine, Sha256 = bundle.EvidenceSha256, Bundle = bundle.ToCompressed(), StoredAt = TimeProvider.System.GetUtcNow() });
        await context.SaveChangesAsync();
    }
}
