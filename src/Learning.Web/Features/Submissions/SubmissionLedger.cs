using Learning.Grading.Bundles;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Submissions;

/// <summary>The grading side of submission rows: each step is one UPDATE that says from which state it may happen.</summary>
internal sealed class SubmissionLedger(IDbContextFactory<LabContext> contexts, TimeProvider time)
{
    /// <summary>Puts interrupted rows back and returns all that wait, oldest first.</summary>
    public async Task<IReadOnlyList<(Guid Learner, Guid Id)>> RecoverAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Submissions.Where(row => row.Status == SubmissionStatus.Running).ExecuteUpdateAsync(
            row => row.SetProperty(each => each.Status, SubmissionStatus.Queued).SetProperty(each => each.Progress, (string?)null), cancellationToken);
        var waiting = await context.Submissions.Where(row => row.Status == SubmissionStatus.Queued).OrderBy(row => row.CreatedAt)
            .Select(row => new { row.LearnerId, row.Id }).ToListAsync(cancellationToken);
        return [.. waiting.Select(row => (row.LearnerId, row.Id))];
    }

    /// <summary>Null when there is nothing to do: graded already, or taken.</summary>
    public async Task<Submission?> ClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var claimed = await context.Submissions.Where(row => row.Id == id && row.Status == SubmissionStatus.Queued).ExecuteUpdateAsync(
            row => row.SetProperty(each => each.Status, SubmissionStatus.Running).SetProperty(each => each.StartedAt, now).SetProperty(each => each.Tries, each => each.Tries + 1),
            cancellationToken);
        return claimed == 0 ? null : await context.Submissions.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>Back to the queue. A try that we cut short ourselves is not counted.</summary>
    public async Task ReleaseAsync(Guid id, bool countTry, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Submissions.Where(row => row.Id == id && row.Status == SubmissionStatus.Running).ExecuteUpdateAsync(
            row => row.SetProperty(each => each.Status, SubmissionStatus.Queued)
                .SetProperty(each => each.Progress, (string?)null)
                .SetProperty(each => each.Tries, each => countTry ? each.Tries : each.Tries - 1),
            cancellationToken);
    }

    public async Task SaveProgressAsync(Guid id, IReadOnlyList<StageResult> stages, CancellationToken cancellationToken)
    {
        var json = StoredJson.Write(stages);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Submissions.Where(row => row.Id == id && row.Status == SubmissionStatus.Running)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.Progress, json), cancellationToken);
    }

    /// <summary>Report and evidence together or not at all. Without a bundle nothing was judged.</summary>
    public async Task CompleteAsync(Guid id, GradeReport report, EvidenceBundle? bundle, CancellationToken cancellationToken)
    {
        var (json, stages, now) = (StoredJson.Write(report), StoredJson.Write(report.Stages), time.GetUtcNow());
        var costsNothing = !report.Verdict.CostsAnAttempt();
        var status = report.Verdict == Verdict.InfrastructureError ? SubmissionStatus.Failed : SubmissionStatus.Graded;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var completed = await context.Submissions.Where(row => row.Id == id && row.Status == SubmissionStatus.Running).ExecuteUpdateAsync(
            row => row.SetProperty(each => each.Status, status)
                .SetProperty(each => each.Verdict, report.Verdict)
                .SetProperty(each => each.Report, json)
                .SetProperty(each => each.Progress, stages)
                .SetProperty(each => each.GradedAt, now)
                .SetProperty(each => each.Number, each => costsNothing ? null : each.Number),
            cancellationToken);
        if (completed == 1 && bundle is not null)
        {
            context.Evidence.Add(new() { SubmissionId = id, Engine = bundle.Engine, Sha256 = bundle.EvidenceSha256, Bundle = bundle.ToCompressed(), StoredAt = now });
            await context.SaveChangesAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }
}
