using Learning.Grading.Exercises;
using Learning.Sandbox.Health;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Care;

/// <summary>Gives time back that was ours: outages of the site, grading that cannot run, a hand-in that we failed to grade.</summary>
internal sealed class SittingPauses(IDbContextFactory<LabContext> contexts, ExerciseLibrary exercises, SandboxHealth health)
{
    public const string GradingAway = "Nothing can be graded on this machine at the moment. The clock stands still until it can.";

    /// <summary>The site was away from, to: every clock that ran stood still.</summary>
    public async Task<int> AwayAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await context.Sittings.Where(row => row.Status == SittingStatus.Running || row.Status == SittingStatus.Defending).Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var id in open)
            await GiveBackAsync(id, from, to, $"Our server was away from {SittingWords.Time(from)} to {SittingWords.Time(to)} UTC. The clock stood still.", cancellationToken);
        return open.Count;
    }

    /// <summary>Opens and closes the pause of a sitting by whether its tasks can be graded here now.</summary>
    public async Task LookAtGradingAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HoldAsync(context, id, cancellationToken) is not { Status: SittingStatus.Running } sitting)
            return;
        var plan = StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!;
        // A lab needs what SQL needs: a jail and a PostgreSQL in it.
        var isAway = plan.Tasks.Select(task => task.Kind == TaskKind.Incident ? ExerciseLanguage.Sql : exercises.Find(task.Slug)?.Language).Any(language => language is { } runs && health.Refusal(runs) is not null);
        var open = sitting.Pauses.Find(pause => pause.To is null);
        if (isAway && open is null)
            context.Add(new SittingPause { Id = Guid.CreateVersion7(), SittingId = id, From = now, Reason = GradingAway });
        else if (!isAway && open is not null)
            End(sitting, now);
        else
            return;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The clock runs again. At the latest the end of the tasks ends a pause: a defence that stood still with it would have all the time there is.</summary>
    public static void End(Sitting sitting, DateTimeOffset at)
    {
        if (sitting.Pauses.Find(pause => pause.To is null) is { } open)
            open.To = at > open.From ? at : open.From;
    }

    /// <summary>The time that hand-ins took which we then could not grade, and labs that we could not start or did not keep.</summary>
    public async Task GiveBackFailuresAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var failed = await context.Sittings.Where(row => row.Id == id && row.Status == SittingStatus.Running)
            .SelectMany(row => context.Submissions.Where(each => each.LearnerId == row.LearnerId && each.Status == SubmissionStatus.Failed && each.GradedAt != null && each.CreatedAt >= row.StartedAt))
            .Select(each => new { each.CreatedAt, each.GradedAt }).ToListAsync(cancellationToken);
        foreach (var each in failed)
            await GiveBackAsync(id, each.CreatedAt, each.GradedAt!.Value, $"We could not grade what you handed in at {SittingWords.Time(each.CreatedAt)} UTC. The time it took is back.", cancellationToken);
        var labs = await context.Sittings.Where(row => row.Id == id && row.Status == SittingStatus.Running)
            .SelectMany(row => context.IncidentSessions.Where(each => each.LearnerId == row.LearnerId && each.EndedAt != null && each.CreatedAt >= row.StartedAt && (each.Status == IncidentStatus.Failed || each.Why == IncidentLedger.Restarted)))
            .Select(each => new { each.CreatedAt, each.EndedAt }).ToListAsync(cancellationToken);
        foreach (var each in labs)
            await GiveBackAsync(id, each.CreatedAt, each.EndedAt!.Value, $"The lab that you asked for at {SittingWords.Time(each.CreatedAt)} UTC did not start, or ended with our server. The time since then is back.", cancellationToken);
    }

    /// <summary>Pauses never overlap: only what none covers yet becomes one. Giving the same back twice gives it once.</summary>
    public async Task GiveBackAsync(Guid id, DateTimeOffset from, DateTimeOffset to, string reason, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HoldAsync(context, id, cancellationToken) is not { StartedAt: { } started, HandedInAt: null } sitting)
            return;
        var at = from < started ? started : from;
        foreach (var pause in sitting.Pauses.OrderBy(each => each.From).ToList())
        {
            if (pause.From > at && at < to)
                Add(at, pause.From < to ? pause.From : to);
            at = pause.To is not { } end ? DateTimeOffset.MaxValue : end > at ? end : at;
        }
        if (at < to)
            Add(at, to);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        void Add(DateTimeOffset begin, DateTimeOffset end) => context.Add(new SittingPause { Id = Guid.CreateVersion7(), SittingId = id, From = begin, To = end, Reason = reason });
    }

    /// <summary>Held first and read then: a statement that waits for the row still sees the pauses of before it waited.</summary>
    private static async Task<Sitting?> HoldAsync(LabContext context, Guid id, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync($"SELECT 1 FROM sittings WHERE id = {id} FOR UPDATE", cancellationToken);
        return await context.Sittings.Include(row => row.Pauses).Include(row => row.Revision).FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }
}
