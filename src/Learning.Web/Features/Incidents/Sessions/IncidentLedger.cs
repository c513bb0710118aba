using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Data;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>The host's side of session rows: each step is one UPDATE that says from which state it may happen.</summary>
internal sealed class IncidentLedger(IDbContextFactory<LabContext> contexts, TimeProvider time)
{
    public const string Restarted = "The site was restarted.";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly IncidentStatus[] Open = [IncidentStatus.Waiting, IncidentStatus.Starting, IncidentStatus.Running, IncidentStatus.Paused];

    /// <summary>False when the learner has a lab already.</summary>
    public async Task<bool> AddAsync(IncidentSession row, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.IncidentSessions.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { ConstraintName: IncidentSessionTable.OneAtATime })
        {
            return false;
        }
    }

    /// <summary>What an earlier process left open has ended with it; its record is as old as its last save. Returns those.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Slug)>> RecoverAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var left = await context.IncidentSessions.Where(row => Open.Contains(row.Status)).Select(row => new { row.Id, row.Slug }).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var id in left.Select(row => row.Id))
        {
            await context.IncidentSessions.Where(row => row.Id == id && Open.Contains(row.Status)).ExecuteUpdateAsync(
                row => row.SetProperty(each => each.Status, IncidentStatus.Ended).SetProperty(each => each.EndedAt, now).SetProperty(each => each.Why, Restarted), cancellationToken);
        }
        return [.. left.Select(row => (row.Id, row.Slug))];
    }

    /// <summary>An ended session without a score gets it from what was recorded.</summary>
    public async Task ScoreAsync(Guid id, Func<IncidentRecord, IncidentScore> judge, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var packed = await context.IncidentSessions.Where(row => row.Id == id && row.Status == IncidentStatus.Ended && row.Score == null).Select(row => row.Record).FirstOrDefaultAsync(cancellationToken);
        if (packed is null)
            return;
        var record = RecordFile.Unpack(packed) with { Phase = LabPhase.Ended, Ended = Restarted };
        var (kept, score) = (RecordFile.Pack(record), StoredJson.Write(judge(record)));
        await context.IncidentSessions.Where(row => row.Id == id && row.Score == null)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.Record, kept).SetProperty(each => each.Score, score), cancellationToken);
    }

    public async Task BeginAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.IncidentSessions.Where(row => row.Id == id && row.Status == IncidentStatus.Waiting)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.Status, IncidentStatus.Starting), cancellationToken);
    }

    public async Task SaveAsync(Guid id, IncidentRecord record, DateTimeOffset? seen, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (packed, status, started) = (RecordFile.Pack(record), record.Phase is LabPhase.Paused or LabPhase.Ended ? IncidentStatus.Paused : IncidentStatus.Running, record.StartedAt.ToUniversalTime());
        await context.IncidentSessions.Where(row => row.Id == id && Open.Contains(row.Status)).ExecuteUpdateAsync(
            row => row.SetProperty(each => each.Status, status)
                .SetProperty(each => each.StartedAt, each => each.StartedAt ?? started)
                .SetProperty(each => each.LastSeenAt, each => seen ?? each.LastSeenAt)
                .SetProperty(each => each.Record, packed),
            cancellationToken);
    }

    public async Task EndAsync(Guid id, IncidentRecord? record, IncidentScore? score, string why, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (now, packed, document) = (time.GetUtcNow(), record is null ? null : RecordFile.Pack(record), score is null ? null : StoredJson.Write(score));
        await context.IncidentSessions.Where(row => row.Id == id && Open.Contains(row.Status)).ExecuteUpdateAsync(
            row => row.SetProperty(each => each.Status, IncidentStatus.Ended)
                .SetProperty(each => each.EndedAt, now)
                .SetProperty(each => each.Why, why)
                .SetProperty(each => each.Record, each => packed ?? each.Record)
                .SetProperty(each => each.Score, each => document ?? each.Score),
            cancellationToken);
    }

    public async Task FailAsync(Guid id, string why, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await context.IncidentSessions.Where(row => row.Id == id && Open.Contains(row.Status)).ExecuteUpdateAsync(
            row => row.SetProperty(each => each.Status, IncidentStatus.Failed).SetProperty(each => each.EndedAt, now).SetProperty(each => each.Why, why), cancellationToken);
    }

    /// <summary>An open row of which no lab is known. One that was only just added may not have got to its lab yet.</summary>
    public async Task LoseAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (now, before) = (time.GetUtcNow(), time.GetUtcNow() - Fresh);
        await context.IncidentSessions.Where(row => row.Id == id && row.CreatedAt < before && Open.Contains(row.Status)).ExecuteUpdateAsync(
            row => row.SetProperty(each => each.Status, IncidentStatus.Failed).SetProperty(each => each.EndedAt, now).SetProperty(each => each.Why, "Our server lost it."), cancellationToken);
    }

    /// <summary>A lab that was reset begins a new record; the one before becomes a session of its own.</summary>
    public async Task KeepAsync(Guid lab, IncidentRecord before, IncidentScore? score, string why, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var learner = await context.IncidentSessions.Where(row => row.Id == lab).Select(row => (Guid?)row.LearnerId).FirstOrDefaultAsync(cancellationToken);
        if (learner is not { } mine)
            return;
        var id = Guid.CreateVersion7();
        context.IncidentSessions.Add(new()
        {
            Id = id,
            LearnerId = mine,
            Slug = before.Slug,
            Revision = before.Revision,
            Seed = before.Seed,
            Status = IncidentStatus.Ended,
            CreatedAt = before.StartedAt.ToUniversalTime(),
            StartedAt = before.StartedAt.ToUniversalTime(),
            EndedAt = time.GetUtcNow(),
            Why = why,
            Record = RecordFile.Pack(before with { Id = id, Phase = LabPhase.Ended, Ended = why }),
            Score = score is null ? null : StoredJson.Write(score),
        });
        await context.SaveChangesAsync(cancellationToken);
    }
}
