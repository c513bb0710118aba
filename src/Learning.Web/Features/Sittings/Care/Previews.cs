using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Care;

/// <summary>
/// Takes away previews that nobody ended: the sitting's learner with all that was done in it, and the plan that was frozen for it. A preview is in no
/// list, so that nobody would ever come back to it.
/// </summary>
internal static class Previews
{
    /// <summary>Longer than any assessment takes; who tries again the next day begins a new one.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Of every assessment, those begun before; returns how many there were.</summary>
    public static Task<int> DeleteAsync(LabContext context, DateTimeOffset before, CancellationToken cancellationToken) =>
        DeleteAsync(context, context.AssessmentRevisions.Where(row => row.Number < 1 && row.PublishedAt < before), cancellationToken);

    /// <summary>All of one assessment, also those that somebody has open: their next page says that it is not open any more.</summary>
    public static Task<int> DeleteOfAsync(LabContext context, Guid assessment, CancellationToken cancellationToken) =>
        DeleteAsync(context, context.AssessmentRevisions.Where(row => row.Number < 1 && row.AssessmentId == assessment), cancellationToken);

    private static async Task<int> DeleteAsync(LabContext context, IQueryable<AssessmentRevision> frozen, CancellationToken cancellationToken)
    {
        var revisions = await frozen.Select(row => row.Id).ToListAsync(cancellationToken);
        // The learner first: it takes the sitting along, and the sitting's revision would take it without its learner.
        await context.Learners.Where(row => context.Sittings.Any(each => each.LearnerId == row.Id && each.PreviewBy != null && revisions.Contains(each.RevisionId))).ExecuteDeleteAsync(cancellationToken);
        return await context.AssessmentRevisions.Where(row => revisions.Contains(row.Id) && !context.Sittings.Any(each => each.RevisionId == row.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
