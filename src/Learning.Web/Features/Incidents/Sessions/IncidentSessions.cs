using System.Security.Cryptography;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Sandbox.Incidents;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>The learner's own sessions. Somebody else's are not there.</summary>
internal sealed class IncidentSessions(
    IDbContextFactory<LabContext> contexts, CurrentLearner learner, IncidentLedger ledger, LabHost host, IncidentLabs labs, TimeProvider time)
{
    public const int MostSeed = 9999;

    public static long NewSeed() => RandomNumberGenerator.GetInt32(1, MostSeed + 1);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<IncidentRow>> ListAsync(string? slug, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(context.IncidentSessions.Where(row => row.LearnerId == mine && (slug == null || row.Slug == slug)).OrderByDescending(row => row.CreatedAt).Take(50), cancellationToken);
    }

    public async Task<IncidentRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(context.IncidentSessions.Where(row => row.Id == id && row.LearnerId == mine), cancellationToken) is [var found] ? found : null;
    }

    /// <summary>As it is now while the lab runs, else as it was kept; null when nothing was recorded, or it is not theirs.</summary>
    public async Task<IncidentRecord?> RecordAsync(Guid id, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var kept = await context.IncidentSessions.Where(row => row.Id == id && row.LearnerId == mine).Select(row => new { row.Record }).FirstOrDefaultAsync(cancellationToken);
        if (kept is null)
            return null;
        return labs.Find(id)?.Record ?? (kept.Record is null ? null : RecordFile.Unpack(kept.Record));
    }

    /// <summary>The lab's id: the new one, or the one that the learner has open already.</summary>
    public async Task<Guid> StartAsync(Incident incident, long seed, CancellationToken cancellationToken)
    {
        var row = new IncidentSession
        {
            Id = Guid.CreateVersion7(),
            LearnerId = await learner.GetIdAsync(),
            Slug = incident.Slug,
            Revision = incident.Revision,
            Seed = seed,
            Status = IncidentStatus.Waiting,
            CreatedAt = time.GetUtcNow(),
        };
        if (!await ledger.AddAsync(row, cancellationToken))
            return (await ListAsync(null, cancellationToken)).First(other => other.Open).Id;
        host.Begin(row.Id, incident, seed);
        return row.Id;
    }

    /// <summary>Leaves the line, or ends the lab.</summary>
    public async Task EndAsync(Guid id, string why, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { Open: true })
            await host.EndAsync(id, why);
    }

    private static async Task<IReadOnlyList<IncidentRow>> ReadAsync(IQueryable<IncidentSession> rows, CancellationToken cancellationToken)
    {
        var read = await rows.Select(row => new { row.Id, row.Slug, row.Revision, row.Seed, row.Status, row.CreatedAt, row.EndedAt, row.Why, row.Score }).ToListAsync(cancellationToken);
        return [.. read.Select(row => new IncidentRow(row.Id, row.Slug, row.Revision, row.Seed, row.Status, row.CreatedAt, row.EndedAt, row.Why, StoredJson.Read<IncidentScore>(row.Score)))];
    }
}
