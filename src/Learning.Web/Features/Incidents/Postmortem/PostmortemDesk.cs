using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;
using Text = System.Collections.Generic.Dictionary<string, string>;

namespace Learning.Web.Features.Incidents.Postmortem;

/// <summary>What the learner writes about a session of theirs. A save takes effect only on the version that it began from: two tabs do not overwrite each other.</summary>
internal sealed class PostmortemDesk(IDbContextFactory<LabContext> contexts, CurrentLearner learner, ReportDesk reports, TimeProvider time)
{
    /// <summary>Characters of a section; far more than anybody reads.</summary>
    public const int MostCharacters = 20_000;
    public const string Newer = "Another tab has saved since.";
    private const string HandedIn = "It was handed in, and stays as it is.";

    public async Task<PostmortemView?> OpenAsync(string slug, Guid id, CancellationToken cancellationToken) =>
        await reports.OpenAsync(slug, id, cancellationToken) is { } session ? new(session, await ReadAsync(id, cancellationToken)) : null;

    /// <summary>Where nothing was recorded, and so there is nothing to write about: the row alone.</summary>
    public Task<IncidentRow?> EmptyAsync(string slug, Guid id, CancellationToken cancellationToken) => reports.EmptyAsync(slug, id, cancellationToken);

    public Task<SaveOutcome> SaveAsync(Guid session, IReadOnlyDictionary<string, string> sections, int version, CancellationToken cancellationToken) =>
        WriteAsync(session, sections, version, handIn: false, cancellationToken);

    public Task<SaveOutcome> HandInAsync(Guid session, IReadOnlyDictionary<string, string> sections, int version, CancellationToken cancellationToken) =>
        WriteAsync(session, sections, version, handIn: true, cancellationToken);

    private async Task<SaveOutcome> WriteAsync(Guid session, IReadOnlyDictionary<string, string> sections, int version, bool handIn, CancellationToken cancellationToken)
    {
        if (sections.FirstOrDefault(section => section.Value.Length > MostCharacters).Key is { } tooLong)
            return new(await ReadAsync(session, cancellationToken), $"The section {tooLong} is longer than {Learning.Grading.Say.Count(MostCharacters)} characters. It was not saved.");
        var mine = await learner.GetIdAsync();
        var now = time.GetUtcNow();
        var (document, handed) = (StoredJson.Write(sections), handIn ? now : (DateTimeOffset?)null);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // The database decides which of two tabs was first.
        var written = version == 0
            ? await context.Database.ExecuteSqlAsync(
                $"""
                 INSERT INTO postmortems (session_id, sections, updated_at, handed_in_at, version)
                 SELECT id, {document}::jsonb, {now}, {handed}, 1 FROM incident_sessions WHERE id = {session} AND learner_id = {mine}
                 ON CONFLICT (session_id) DO NOTHING
                 """, cancellationToken)
            : await context.Postmortems
                .Where(row => row.SessionId == session && row.Version == version && row.HandedInAt == null && context.IncidentSessions.Any(each => each.Id == session && each.LearnerId == mine))
                .ExecuteUpdateAsync(row => row.SetProperty(each => each.Sections, document).SetProperty(each => each.UpdatedAt, now).SetProperty(each => each.HandedInAt, handed)
                    .SetProperty(each => each.Version, each => each.Version + 1), cancellationToken);
        var kept = await ReadAsync(session, cancellationToken);
        return new(kept, written == 1 ? null : kept.HandedInAt is not null ? HandedIn : Newer);
    }

    private async Task<PostmortemText> ReadAsync(Guid session, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Postmortems.AsNoTracking()
            .FirstOrDefaultAsync(each => each.SessionId == session && context.IncidentSessions.Any(owner => owner.Id == session && owner.LearnerId == mine), cancellationToken);
        return row is null ? PostmortemText.Empty : new(StoredJson.Read<Text>(row.Sections) ?? [], row.Version, row.UpdatedAt, row.HandedInAt);
    }
}
