using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Learning.Grading;
using Learning.Grading.Bundles;
using Learning.Grading.Reports;
using Learning.Grading.Traces;
using Learning.Web.Data;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Hosting;

/// <summary>What a grading leaves in the database: report and evidence together, for the owner to take home.</summary>
public sealed partial class EvidenceTests(LabHost host) : IClassFixture<LabHost>
{
    [Fact]
    public async Task Complete_WithABundle_KeepsItBesideTheReportAndOnlyOnce()
    {
        var (_, learner) = await VisitAsync();
        var id = await RunningAsync(learner);
        var bundle = Bundle();

        await Ledger.CompleteAsync(id, bundle.Report, bundle, CancellationToken.None);
        await Ledger.CompleteAsync(id, bundle.Report, bundle, CancellationToken.None);

        await using var context = Contexts.CreateDbContext();
        var kept = await context.Evidence.SingleAsync(evidence => evidence.SubmissionId == id);
        Assert.Equal(bundle.EvidenceSha256, kept.Sha256);
        Assert.Equal(bundle.EvidenceSha256, EvidenceBundle.FromCompressed(kept.Bundle).EvidenceSha256);
        Assert.Equal(SubmissionStatus.Graded, (await context.Submissions.SingleAsync(row => row.Id == id)).Status);
    }

    [Fact]
    public async Task Evidence_OfOnesOwn_IsTheLearnersCopy()
    {
        var (client, learner) = await VisitAsync();
        var id = await RunningAsync(learner);
        await Ledger.CompleteAsync(id, Bundle().Report, Bundle(), CancellationToken.None);

        var response = await client.GetAsync($"/submissions/{id}/evidence.json");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var json = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("only in the hidden set", json);
        Assert.False(JsonDocument.Parse(json).RootElement.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task Evidence_OfSomebodyElse_IsNotThere()
    {
        var (_, theirs) = await VisitAsync();
        var (client, _) = await VisitAsync();
        var id = await RunningAsync(theirs);
        await Ledger.CompleteAsync(id, Bundle().Report, Bundle(), CancellationToken.None);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/submissions/{id}/evidence.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/submissions/{Guid.CreateVersion7()}/evidence.json")).StatusCode);
    }

    [Fact]
    public async Task Report_JudgedAgainWithAnotherVerdict_ShowsBothAndKeepsTheOldOne()
    {
        var (client, learner) = await VisitAsync();
        var id = await RunningAsync(learner);
        var bundle = Bundle();
        await Ledger.CompleteAsync(id, bundle.Report, bundle, CancellationToken.None);
        var regrade = new Regrade
        {
            Before = bundle.Report, After = bundle.Report with { Verdict = Verdict.OverBudget }, Engine = "2.0", Differences = ["Verdict: Passed then, OverBudget now."], Notes = [],
        };
        await using (var context = Contexts.CreateDbContext())
        {
            context.Rejudgements.Add(new()
            {
                Id = Guid.CreateVersion7(), SubmissionId = id, JudgedAt = TimeProvider.System.GetUtcNow(), Engine = "2.0", Verdict = Verdict.OverBudget, SameVerdict = false,
                Document = StoredJson.Write(regrade),
            });
            await context.SaveChangesAsync();
        }

        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"/submissions/{id}"));

        Assert.Contains("Over budget, where passed was given", page);
        Assert.Contains("Verdict: Passed then, OverBudget now.", page);
        Assert.Contains("All of it passed", page);
    }

    private IDbContextFactory<LabContext> Contexts => host.Services.GetRequiredService<IDbContextFactory<LabContext>>();
    private SubmissionLedger Ledger => host.Services.GetRequiredService<SubmissionLedger>();

    /// <summary>A browser, and the learner that the site made of it.</summary>
    private async Task<(HttpClient Client, Guid Learner)> VisitAsync()
    {
        var client = host.CreateClient();
        var name = LearnerName().Match(await client.GetStringAsync("/")).Groups["number"].Value;
        Assert.NotEmpty(name);
        await using var context = Contexts.CreateDbContext();
        var newest = await context.Learners.OrderByDescending(learner => learner.CreatedAt).FirstAsync();
        return (client, newest.Id);
    }

    private async Task<Guid> RunningAsync(Guid learner)
    {
        await using var context = Contexts.CreateDbContext();
        var row = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner, ExerciseSlug = "feed-n-plus-one", Revision = "r", Kind = SubmissionKind.Submit,
            Number = 1, Source = "class A;", Status = SubmissionStatus.Running, CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        context.Submissions.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    private static EvidenceBundle Bundle()
    {
        var environment = new RunEnvironment("18.4", 2, "none", 2);
        var run = new Run { DataSet = "a", Arguments = new Dictionary<string, string>(StringComparer.Ordinal), Outcome = RunOutcome.Completed, Answer = """[{"name":"only in the hidden set"}]""" };
        var evidence = new Evidence { Prepared = RunOutcome.Completed, Environment = environment, Hidden = [new(run, run)] };
        var report = new GradeReport
        {
            Exercise = "feed-n-plus-one", Revision = "r", Verdict = Verdict.Passed, Headline = "All of it passed", Summary = "As it should.", Stages = [], Outcome = RunOutcome.Completed,
            Certificate = new("A re-run would not change this verdict.", "Counted."), Environment = environment, GradedAt = TimeProvider.System.GetUtcNow(),
        };
        return EvidenceBundle.Of("class A;", GradeMode.Submit, evidence, report);
    }

    [GeneratedRegex("learner-(?<number>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LearnerName();
}
