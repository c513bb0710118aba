using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Scoring;

/// <summary>The people's side of one sitting, reading. Writing is in the other part; who looks is asked at every act.</summary>
internal sealed partial class MarkingDesk(IDbContextFactory<LabContext> contexts, Markers markers, HiringEvents events, AuditLog audit, TimeProvider time)
{
    /// <summary>Null: not here, or not this marker's.</summary>
    public async Task<MarkingView?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await markers.FindAsync(context, cancellationToken) is { } marker && await SittingAsync(context, marker, id, cancellationToken) is { } sitting
            ? await ReadAsync(context, marker, sitting, cancellationToken) : null;
    }

    private static Task<Sitting?> SittingAsync(LabContext context, MarkerStanding marker, Guid id, CancellationToken cancellationToken) =>
        Markers.Of(context, marker).AsNoTracking().Include(row => row.Revision).Include(row => row.Tasks).FirstOrDefaultAsync(row => row.Id == id, cancellationToken);

    private static async Task<MarkingView> ReadAsync(LabContext context, MarkerStanding marker, Sitting sitting, CancellationToken cancellationToken)
    {
        var stand = await BlindMarkings.StandAsync(context, sitting.Id, sitting.OrganisationId, cancellationToken);
        var rows = await (from row in BlindMarkings.Of(context, sitting.Id, marker.Id, stand).AsNoTracking()
                          orderby row.Id
                          select new { Row = row, Name = context.People.Where(person => person.Id == row.MarkerId).Select(person => person.Name).FirstOrDefault() }).ToListAsync(cancellationToken);
        var mine = rows.Find(each => each.Row.MarkerId == marker.Id)?.Row;
        var plan = StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!;
        return new()
        {
            Sitting = sitting.Id,
            Rubric = [.. plan.Rubric.Select(row => new RubricLine(row.Key, row.Title, row.Levels))],
            Mine = mine is null ? null : new(mine.Version, Scores(mine), mine.SignedAt),
            Needed = stand.Needed,
            SignedCount = stand.SignedCount,
            Others = await context.Markings.CountAsync(row => row.SittingId == sitting.Id && row.MarkerId != marker.Id && (row.SignedAt != null || Markers.In(context, sitting.OrganisationId).Contains(row.MarkerId)), cancellationToken),
            Complete = stand.Complete,
            Both = stand.Complete ? [.. rows.Where(each => each.Row.SignedAt is not null).Select((each, index) => new SignedMarking(index + 1, each.Name ?? "somebody who has left", Scores(each.Row)))] : [],
            Talks = stand.Complete
                ? [.. (await (from row in context.MarkingTalks.AsNoTracking()
                              where row.SittingId == sitting.Id
                              select new { row, Name = context.People.Where(person => person.Id == row.By).Select(person => person.Name).FirstOrDefault() }).ToListAsync(cancellationToken))
                    .Select(each => new TalkedRow(each.row.RubricKey, each.row.Score, each.row.Note, each.Name ?? "somebody who has left", each.row.At))]
                : [],
            HandedIn = sitting.Status == SittingStatus.HandedIn,
            Ungraded = sitting.Tasks.Count(task => !task.IsGraded()),
            MayDecide = marker.Hires.Contains(sitting.OrganisationId),
            Decisions = await DecisionsAsync(context, sitting.Id, cancellationToken),
        };
    }

    public static async Task<IReadOnlyList<DecisionView>> DecisionsAsync(LabContext context, Guid sitting, CancellationToken cancellationToken) =>
        await context.HiringDecisions.AsNoTracking().Where(row => row.SittingId == sitting).OrderByDescending(row => row.At).ThenByDescending(row => row.Id)
            .Select(row => new DecisionView(row.Id, row.Outcome, row.DeciderName, row.Reasons, row.At)).ToListAsync(cancellationToken);

    private static Dictionary<string, RowScore> Scores(Data.Marking marking) => StoredJson.Read<Dictionary<string, RowScore>>(marking.Scores) ?? [];
}
