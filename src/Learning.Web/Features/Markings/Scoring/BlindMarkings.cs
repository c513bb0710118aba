using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Scoring;

/// <summary>How far a sitting's marking is. <c>Needed</c>: Signed markings that a decision needs; one where only one person of the organisation can mark. <c>Decided</c>: A decision stands, whatever came of the team since.</summary>
internal sealed record MarkingStand(int Needed, int SignedCount, bool Decided)
{
    /// <summary>Only from here on is a marking read by others than its marker.</summary>
    public bool Complete => Decided || SignedCount >= Needed;
}

/// <summary>Which markings somebody may read. The rule is a part of the query: what is hidden does not leave the database.</summary>
internal static class BlindMarkings
{
    public static async Task<MarkingStand> StandAsync(LabContext context, Guid sitting, Guid organisation, CancellationToken cancellationToken) => new(
        Math.Clamp(await Markers.In(context, organisation).CountAsync(cancellationToken), 1, 2),
        await context.Markings.CountAsync(row => row.SittingId == sitting && row.SignedAt != null, cancellationToken),
        await context.HiringDecisions.AnyAsync(row => row.SittingId == sitting, cancellationToken));

    public static IQueryable<Data.Marking> Of(LabContext context, Guid sitting, Guid me, MarkingStand stand) => stand.Complete
        ? context.Markings.Where(row => row.SittingId == sitting && (row.MarkerId == me || row.SignedAt != null))
        : context.Markings.Where(row => row.SittingId == sitting && row.MarkerId == me);
}
