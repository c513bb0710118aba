using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Privacy;

/// <summary>A sitting whose texts are still kept. <c>Until</c>: null while it is under way.</summary>
internal sealed record KeptSitting(Guid Id, DateTimeOffset? Until);

/// <summary>A candidate that is not anonymous yet. <c>Until</c>: null while a sitting or an invitation of theirs is open.</summary>
internal sealed record KeptCandidate(Guid Id, Guid OrganisationId, string Code, string Assessment, DateTimeOffset? Until, IReadOnlyList<KeptSitting> Sittings);

/// <summary>
/// How long what is kept: the plan's days, from the hand-in on, or from the end of an invitation that nobody used. Somebody with several
/// invitations keeps the name until the last of them is over; the texts of each sitting go by its own plan.
/// </summary>
internal static class Retention
{
    /// <summary>For a candidate without any invitation.</summary>
    private const int DaysWithout = 180;

    /// <summary>Who is not anonymous yet, of one organisation or of all; the first due comes first.</summary>
    public static async Task<IReadOnlyList<KeptCandidate>> ListAsync(LabContext context, Guid? organisation, CancellationToken cancellationToken, Guid? candidate = null)
    {
        var days = new Dictionary<Guid, int>();
        var rows = await context.Candidates.AsNoTracking().Where(row => row.AnonymisedAt == null && (organisation == null || row.OrganisationId == organisation) && (candidate == null || row.Id == candidate))
            .Select(row => new
            {
                row.Id, row.OrganisationId, row.Code, row.CreatedAt,
                Invitations = row.Invitations.OrderBy(each => each.CreatedAt).Select(each => new
                {
                    each.RevisionId, each.Revision!.Name, each.ExpiresAt, each.RevokedAt, each.UsedAt,
                    Sitting = each.Sitting == null ? null : new { each.Sitting.Id, each.Sitting.Status, each.Sitting.HandedInAt, each.Sitting.AnonymisedAt },
                }).ToList(),
            }).ToListAsync(cancellationToken);
        foreach (var revision in rows.SelectMany(row => row.Invitations).Select(each => each.RevisionId).Distinct())
            days[revision] = await DaysAsync(context, revision, cancellationToken);
        return
        [
            .. rows.Select(row =>
            {
                var ends = row.Invitations.Select(each => (each, Until: End(each.Sitting?.Status, each.Sitting?.HandedInAt, each.RevokedAt, each.ExpiresAt)?.AddDays(days[each.RevisionId]))).ToList();
                DateTimeOffset? until = ends.Count == 0 ? row.CreatedAt.AddDays(DaysWithout) : ends.Any(each => each.Until is null) ? null : ends.Max(each => each.Until);
                return new KeptCandidate(row.Id, row.OrganisationId, row.Code, row.Invitations.LastOrDefault()?.Name ?? "", until,
                    [.. ends.Where(each => each.each.Sitting is { AnonymisedAt: null }).Select(each => new KeptSitting(each.each.Sitting!.Id, each.Until))]);
            }).OrderBy(each => each.Until ?? DateTimeOffset.MaxValue),
        ];
    }

    /// <summary>From when on the days are counted; null while it runs. A link that was used and never begun ends with its invitation.</summary>
    private static DateTimeOffset? End(SittingStatus? status, DateTimeOffset? handedIn, DateTimeOffset? revoked, DateTimeOffset expires) => status switch
    {
        SittingStatus.HandedIn => handedIn,
        SittingStatus.Running or SittingStatus.Defending => null,
        _ => revoked is { } at && at < expires ? at : expires,
    };

    private static async Task<int> DaysAsync(LabContext context, Guid revision, CancellationToken cancellationToken)
    {
        var plan = await context.AssessmentRevisions.Where(row => row.Id == revision).Select(row => row.Plan).SingleAsync(cancellationToken);
        return PlanText.Read(plan).RetentionDays;
    }
}
