using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>The practice run before the clock: the real workbench and the real engine, on an exercise that is not asked. It tries and never grades.</summary>
internal sealed class PracticeBench(IExerciseDesk own, IDbContextFactory<LabContext> contexts, CurrentSeat seat, SittingReader reader, SittingWarming warming, PageHandover handover, TimeProvider time) : IExerciseDesk
{
    public Task<ExerciseListView> ListAsync(CancellationToken cancellationToken) => Task.FromResult(new ExerciseListView([], []));

    public async Task<WorkbenchView?> OpenAsync(string slug, CancellationToken cancellationToken) =>
        await handover.ReadAsync($"practice {slug}", () => IsPracticeAsync(slug, cancellationToken)) && await own.OpenAsync(slug, cancellationToken) is { } view ? ShownToCandidates.Limit(view, CandidateFeedback.Report) : null;

    public async Task<string?> WarmAsync(string slug, CancellationToken cancellationToken)
    {
        var fault = await own.WarmAsync(slug, cancellationToken);
        if (await seat.FindAsync() is { } taken)
            warming.Begin(taken.SittingId);
        return fault;
    }

    public async Task<HandedIn> HandInAsync(string slug, SubmissionKind kind, string source, CancellationToken cancellationToken) =>
        kind == SubmissionKind.Try && await IsPracticeAsync(slug, cancellationToken) ? await own.HandInAsync(slug, kind, source, cancellationToken) : new(null, "This is for practice: it can be tried, and is not graded.");

    public async Task<DateTimeOffset?> SaveDraftAsync(string slug, string source, CancellationToken cancellationToken) =>
        await IsPracticeAsync(slug, cancellationToken) ? await own.SaveDraftAsync(slug, source, cancellationToken) : null;

    /// <summary>The first run that came to an end, whatever it said, shows that everything works here.</summary>
    public async Task<AttemptView?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await own.ReadAsync(id, cancellationToken) is not { } attempt || !await IsPracticeAsync(attempt.Slug, cancellationToken))
            return null;
        if (attempt is { Status: SubmissionStatus.Graded, Report.Verdict: not Verdict.InfrastructureError } && await seat.FindAsync() is { } taken)
        {
            var now = time.GetUtcNow();
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Sittings.Where(row => row.Id == taken.SittingId && row.LearnerId == taken.LearnerId && row.Seat == taken.Number && row.PractisedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(each => each.PractisedAt, now), cancellationToken);
        }
        return attempt;
    }

    public IDisposable Watch(Guid id, Func<Task> changed) => own.Watch(id, changed);

    private async Task<bool> IsPracticeAsync(string slug, CancellationToken cancellationToken)
    {
        if (await seat.FindAsync() is not { } taken)
            return false;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var plan = await context.Sittings.Where(row => row.Id == taken.SittingId && row.LearnerId == taken.LearnerId && row.Seat == taken.Number && row.Status == SittingStatus.Accepted)
            .Select(row => row.Revision!.Plan).FirstOrDefaultAsync(cancellationToken);
        return plan is not null && reader.Practice(StoredJson.Read<AssessmentPlan>(plan)!)?.Slug == slug;
    }
}
