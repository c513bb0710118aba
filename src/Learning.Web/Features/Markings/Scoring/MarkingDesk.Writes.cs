using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Features.Reviews;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Scoring;

/// <summary>Each act holds the sitting's row while it looks and writes: of two at the same time, the second sees the first.</summary>
internal sealed partial class MarkingDesk
{
    /// <summary>Keeps a row of the own draft; the first one begins it. <paramref name="version"/>: null to begin.</summary>
    public Task<ActOutcome> ScoreAsync(Guid id, int? version, string key, RowScore score, CancellationToken cancellationToken) => ActAsync(id, async (context, marker, sitting, view) =>
    {
        if (Closed(view) is { } closed)
            return closed;
        if (view.Rubric.All(row => row.Key != key) || score.Score is < 0 or > MarkingRules.Highest)
            return "The rubric has no such row or score.";
        if (MarkingRules.RefuseNote(score.Note) is { } refusal)
            return refusal;
        var row = await context.Markings.FirstOrDefaultAsync(each => each.SittingId == id && each.MarkerId == marker.Id, cancellationToken);
        if (row?.Version != version)
            return MarkingRules.Elsewhere;
        if (score.Note != (row is null ? null : Scores(row).GetValueOrDefault(key)?.Note) && await DeadAsync(context, sitting, score.Note, cancellationToken) is { } dead)
            return dead;
        var now = time.GetUtcNow();
        if (row is null)
            context.Markings.Add(row = new() { Id = Guid.CreateVersion7(), SittingId = id, MarkerId = marker.Id, Scores = "{}", UpdatedAt = now });
        (row.Scores, row.UpdatedAt, row.Version) = (StoredJson.Write(new Dictionary<string, RowScore>(Scores(row), StringComparer.Ordinal) { [key] = score }), now, row.Version + 1);
        return null;
    }, cancellationToken);

    /// <summary>For good.</summary>
    public Task<ActOutcome> SignAsync(Guid id, int version, CancellationToken cancellationToken) => ActAsync(id, async (context, marker, _, view) =>
    {
        if (Closed(view) is { } closed)
            return closed;
        var row = await context.Markings.FirstOrDefaultAsync(each => each.SittingId == id && each.MarkerId == marker.Id, cancellationToken);
        if (row is null || row.Version != version)
            return MarkingRules.Elsewhere;
        var given = Scores(row);
        if (view.Rubric.Where(line => given.GetValueOrDefault(line.Key)?.Score is null).Select(line => line.Title).FirstOrDefault() is { } open)
            return $"“{open}” has no score yet. A marking is signed whole.";
        (row.SignedAt, row.Version) = (time.GetUtcNow(), row.Version + 1);
        context.AuditEntries.Add(audit.Entry(AuditActions.MarkingSigned, marker.Id, id));
        return null;
    }, cancellationToken);

    /// <summary>Throws an unsigned draft away, so that somebody else can mark.</summary>
    public Task<ActOutcome> GiveUpAsync(Guid id, CancellationToken cancellationToken) => ActAsync(id, async (context, marker, _, view) =>
    {
        if (view.Mine?.SignedAt is not null)
            return MarkingRules.Signed;
        await context.Markings.Where(row => row.SittingId == id && row.MarkerId == marker.Id && row.SignedAt == null).ExecuteDeleteAsync(cancellationToken);
        return null;
    }, cancellationToken);

    public Task<ActOutcome> TalkAsync(Guid id, string key, int score, string? note, CancellationToken cancellationToken) => ActAsync(id, async (context, marker, sitting, view) =>
    {
        if (!view.Complete)
            return "The markers talk once their markings are signed.";
        if (view.Mine?.SignedAt is null)
            return "What the markers settle on is written by one of them.";
        if (view.Rubric.All(row => row.Key != key) || score is < 0 or > MarkingRules.Highest)
            return "The rubric has no such row or score.";
        if (string.IsNullOrWhiteSpace(note))
            return "A sentence says what the markers settled on, and why.";
        if (MarkingRules.RefuseNote(note) is { } refusal)
            return refusal;
        if (await DeadAsync(context, sitting, note, cancellationToken) is { } dead)
            return dead;
        var row = await context.MarkingTalks.FirstOrDefaultAsync(each => each.SittingId == id && each.RubricKey == key, cancellationToken);
        if (row is null)
            context.MarkingTalks.Add(row = new() { SittingId = id, RubricKey = key, Score = score, Note = note, By = marker.Id, At = time.GetUtcNow() });
        (row.Score, row.Note, row.By, row.At) = (score, note.Trim(), marker.Id, time.GetUtcNow());
        context.AuditEntries.Add(audit.Entry(AuditActions.MarkingTalked, marker.Id, id, $"{key}: {score}"));
        return null;
    }, cancellationToken);

    /// <summary><paramref name="seen"/>: how many decisions whoever signs knows of; the same click twice, or a colleague's in between, adds none.</summary>
    public Task<ActOutcome> DecideAsync(Guid id, int seen, HiringOutcome outcome, string? reasons, CancellationToken cancellationToken) => ActAsync(id, async (context, marker, sitting, view) =>
    {
        if (!view.MayDecide)
            return MarkingRules.NoManager;
        if (view.Decisions.Count != seen)
            return MarkingRules.Decided;
        if (MarkingRules.Undecidable(view) is { } early)
            return early;
        if (MarkingRules.RefuseReasons(reasons) is { } refusal)
            return refusal;
        var marks = await SittingReader.MarksAsync(context, sitting, cancellationToken);
        if (marks.Dead(reasons!) is { } dead)
            return dead;
        if (!marks.Cites(reasons!))
            return MarkingRules.NoEvidence;
        var code = await context.Invitations.Where(row => row.Id == sitting.InvitationId).Select(row => row.Candidate!.Code).FirstAsync(cancellationToken);
        var decision = new HiringDecision { Id = Guid.CreateVersion7(), SittingId = id, DecidedBy = marker.Id, DeciderName = marker.Name, Outcome = outcome, Reasons = reasons!.Trim(), At = time.GetUtcNow() };
        context.HiringDecisions.Add(decision);
        context.AuditEntries.Add(audit.Entry(AuditActions.DecisionRecorded, marker.Id, id, outcome.ToString()));
        await events.AddAsync(context, sitting.OrganisationId, HiringEventNames.DecisionRecorded, id, new { sitting = id, candidate = code, decision = decision.Id, outcome = outcome.ToString(), at = decision.At }, cancellationToken);
        return null;
    }, cancellationToken);

    private static async Task<string?> DeadAsync(LabContext context, Sitting sitting, string? text, CancellationToken cancellationToken) =>
        text?.Contains("[T", StringComparison.Ordinal) == true ? (await SittingReader.MarksAsync(context, sitting, cancellationToken)).Dead(text) : null;

    private static string? Closed(MarkingView view) => view.MayMark ? null
        : !view.HandedIn ? MarkingRules.NotIn : view.Mine?.SignedAt is not null ? MarkingRules.Signed : view.Decisions.Count > 0 ? "A decision is recorded already." : MarkingRules.Taken;

    private async Task<ActOutcome> ActAsync(Guid id, Func<LabContext, MarkerStanding, Sitting, MarkingView, Task<string?>> act, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await markers.FindAsync(context, cancellationToken) is not { } marker || await SittingAsync(context, marker, id, cancellationToken) is null)
            return new(MarkingRules.NotHere);
        await context.Database.ExecuteSqlAsync($"SELECT 1 FROM sittings WHERE id = {id} FOR UPDATE", cancellationToken);
        if (await SittingAsync(context, marker, id, cancellationToken) is not { } sitting)
            return new(MarkingRules.NotHere); // erased while we waited for it
        if (await act(context, marker, sitting, await ReadAsync(context, marker, sitting, cancellationToken)) is { } refusal)
            return new(refusal);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ActOutcome.Done;
    }
}
