using Learning.Web.Data;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;

namespace Learning.Web.Features.Comparisons;

/// <summary>Finds two attempts of the learner's own. Whose they are is asked where they are read.</summary>
internal sealed class ComparisonDesk(IExerciseDesk exercises, SubmissionDesk submissions, PageHandover handover) : IComparisonDesk
{
    public Task<ComparisonView?> CompareAsync(Guid id, Guid? other, CancellationToken cancellationToken) =>
        handover.ReadAsync($"compare {id} {other}", () => ReadAsync(id, other, cancellationToken));

    private async Task<ComparisonView?> ReadAsync(Guid id, Guid? other, CancellationToken cancellationToken)
    {
        if (await exercises.ReadAsync(id, cancellationToken) is not { Report: not null } one)
            return null;
        IReadOnlyList<AttemptRow> attempts = [.. (await submissions.ListAsync(one.Slug, cancellationToken))
            .Where(row => row.Status == SubmissionStatus.Graded)
            .Select(row => new AttemptRow(row.Id, row.Number, row.Kind, row.Status, row.Verdict, row.CreatedAt))];
        if ((other ?? Earlier(one, attempts)) is not { } beside)
            return new(null, one, attempts);
        if (await exercises.ReadAsync(beside, cancellationToken) is not { Report: not null } two || !string.Equals(one.Slug, two.Slug, StringComparison.Ordinal))
            return null;
        return one.CreatedAt < two.CreatedAt ? new(one, two, attempts) : new(two, one, attempts);
    }

    /// <summary>The newest before it, of its own kind if there is one: hand-ins are compared with hand-ins.</summary>
    private static Guid? Earlier(AttemptView one, IReadOnlyList<AttemptRow> attempts)
    {
        List<AttemptRow> before = [.. attempts.Where(row => row.Id != one.Id && row.CreatedAt <= one.CreatedAt)];
        return (before.Find(row => row.Kind == one.Kind) ?? before.FirstOrDefault())?.Id;
    }
}
