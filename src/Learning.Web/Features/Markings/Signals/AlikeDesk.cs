using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Signals;

/// <summary>One of two hand-ins side by side. <c>Shared</c>: Stretches that the other has too, in characters.</summary>
public sealed record AlikeSide(Guid Sitting, string Code, string Source, IReadOnlyList<(int Start, int End)> Shared);

/// <summary>Two hand-ins of a task with what they have in common.</summary>
public sealed record AlikeView(int Position, string Title, double? Alike, UsualRange? Usual, AlikeSide Left, AlikeSide Right);

/// <summary>Lays two candidates' answers side by side, for markers of their organisation.</summary>
internal sealed class AlikeDesk(IDbContextFactory<LabContext> contexts, Markers markers, ExerciseLibrary exercises, Likenesses likenesses, SittingReader titles, PageHandover handover)
{
    /// <summary>Null unless both are this marker's, of one organisation, and at the same exercise.</summary>
    public Task<AlikeView?> OpenAsync(Guid id, int position, Guid other, CancellationToken cancellationToken) => handover.ReadAsync($"alike {id} {position} {other}", () => ReadAsync(id, position, other, cancellationToken));

    private async Task<AlikeView?> ReadAsync(Guid id, int position, Guid other, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await markers.FindAsync(context, cancellationToken) is not { } marker)
            return null;
        var mine = Markers.Of(context, marker);
        var rows = await (from task in context.SittingTasks.AsNoTracking()
                          join sitting in mine on task.SittingId equals sitting.Id
                          join row in context.Submissions on task.SubmissionId equals row.Id
                          where context.SittingTasks.Any(each => each.SittingId == id && each.Position == position && each.Slug == task.Slug && each.Sitting!.OrganisationId == sitting.OrganisationId)
                          select new { task.Slug, task.SittingId, sitting.OrganisationId, sitting.Invitation!.Candidate!.Code, row.Source }).ToListAsync(cancellationToken);
        if (id == other || rows.Find(row => row.SittingId == id) is not { } left || rows.Find(row => row.SittingId == other) is not { } right || exercises.Find(left.Slug) is not { } exercise)
            return null;
        HashSet<ulong> starter = [.. new Fingerprint(exercise.Language, exercise.Starter.Text).Grams];
        var (one, two) = (new Fingerprint(exercise.Language, left.Source), new Fingerprint(exercise.Language, right.Source));
        var usual = likenesses.Of(left.OrganisationId, exercise, rows.Select(row => new HandInText(row.SittingId, row.Code, row.Source))).Usual;
        return new(position, titles.Title(left.Slug), Fingerprint.Alike(one.Winnow(starter), two.Winnow(starter)), usual,
            new(id, left.Code, left.Source, one.Shared(two, starter)), new(other, right.Code, right.Source, two.Shared(one, starter)));
    }
}
