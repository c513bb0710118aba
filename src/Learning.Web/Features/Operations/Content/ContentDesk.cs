using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Reports;
using Learning.Sandbox.Incidents.Players;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Operations.Content;

/// <summary>One answer or player of a checkup. <c>Says</c>: why it differs, where it does. <c>Unsure</c>: it did not land, and this machine could not tell.</summary>
public sealed record CheckedLine(string Name, string Declared, string Got, double Ms, bool Landed, bool Unsure, string? Says);

/// <summary>The latest checkup of an exercise or incident. <c>OfThisRevision</c>: false when files have changed since. <c>HeldBy</c>: what it waits for in the middle, in words.</summary>
public sealed record CheckupView(CheckupStatus Status, DateTimeOffset AskedAt, DateTimeOffset? EndedAt, bool OfThisRevision, string? AskedBy, string? Why, IReadOnlyList<CheckedLine> Lines, string? HeldBy = null);

/// <summary>How far the variants that assessments draw from are proved, in the revision that is loaded.</summary>
public sealed record VariantProofs(int Good, int Bad, int Of, bool Busy, string? HeldBy = null);

/// <summary>An exercise with its answers, or an incident with its players. <c>Of</c>: how many ship with it. <c>Variants</c>: null where there are none.</summary>
public sealed record ContentRow(string Slug, string Title, string Href, string Revision, int Of, CheckupView? Checkup, bool IsIncident = false, VariantProofs? Variants = null);

public sealed record ContentView(IReadOnlyList<ContentRow> Exercises, IReadOnlyList<ContentRow> Incidents, IReadOnlyList<(string Track, string Title, int Lessons)> Tracks, IReadOnlyList<ExerciseProblem> Problems, IReadOnlyList<string> LessonProblems, bool Busy);

/// <summary>What is taught here and how it is doing: loaded or not, and whether its answers still get their verdicts.</summary>
internal sealed class ContentDesk(
    IDbContextFactory<LabContext> contexts, ExerciseLibrary exercises, IncidentLibrary incidents, LessonLibrary lessons, CheckupLedger ledger, CheckupRunner runner, Administrators administrators)
{
    public async Task<ContentView> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var latest = await context.Checkups.AsNoTracking().Where(row => row.Variant == null)
            .Where(row => !context.Checkups.Any(later => later.Slug == row.Slug && later.Variant == null && later.AskedAt > row.AskedAt))
            .Select(row => new { Row = row, By = context.People.Where(person => person.Id == row.AskedBy).Select(person => person.Name).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var proofs = await TaskProofs.ReadAsync(context, exercises.Exercises.Select(each => (each.Slug, each.Revision)), cancellationToken);
        var proving = await context.Checkups.Where(CheckupLedger.Open).Where(row => row.Variant != null).Select(row => row.Slug).Distinct().ToListAsync(cancellationToken);
        var bySlug = latest.GroupBy(each => each.Row.Slug, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return new(
            [.. exercises.Exercises.Select(each => new ContentRow(each.Slug, each.Title, $"/exercises/{each.Slug}", each.Revision, each.Declared().Count(),
                bySlug.GetValueOrDefault(each.Slug) is { } found ? View(found.Row, found.By, each.Revision, Answers, runner.HeldBy(each.Slug, ofVariant: false)) : null,
                Variants: each.Varies ? Proofs(proofs.GetValueOrDefault((each.Slug, each.Revision)) ?? TaskProof.None, proving.Contains(each.Slug, StringComparer.Ordinal), runner.HeldBy(each.Slug, ofVariant: true)) : null))],
            [.. incidents.Incidents.Select(each => new ContentRow(each.Slug, each.Title, $"/incidents/{each.Slug}", each.Revision, each.Players.Count,
                bySlug.GetValueOrDefault(each.Slug) is { } found ? View(found.Row, found.By, each.Revision, Plays, runner.HeldBy(each.Slug, ofVariant: false)) : null, IsIncident: true))],
            [.. lessons.Tracks.Select(track => (track.Slug, track.Title, track.Items.Count(item => item.Lesson is { } lesson && lessons.Find(track.Slug, lesson) is not null)))],
            [.. exercises.Problems, .. incidents.Problems], lessons.Problems,
            await context.Checkups.AnyAsync(CheckupLedger.Open, cancellationToken));
    }

    /// <summary>Why not, or null. No slug: all exercises, but no incident, which takes the better part of an hour.</summary>
    public async Task<string?> CheckAsync(string? slug, CancellationToken cancellationToken)
    {
        if (await administrators.FindAsync(cancellationToken) is not { } me)
            return Administrators.Refusal;
        var asked = exercises.Exercises.Where(each => slug is null || each.Slug == slug).ToList();
        var incident = slug is null ? null : incidents.Find(slug);
        if (asked.Count == 0 && incident is null)
            return "This is not here any more.";
        foreach (var exercise in asked)
            await ledger.AskAsync(exercise, null, me, cancellationToken);
        if (incident is not null)
            await ledger.AskAsync(incident, me, cancellationToken);
        runner.Ring();
        return null;
    }

    /// <summary>Asks for every variant that assessments draw from and that has no proof yet. Why not, or null.</summary>
    public async Task<string?> ProveVariantsAsync(string slug, CancellationToken cancellationToken)
    {
        if (await administrators.FindAsync(cancellationToken) is not { } me)
            return Administrators.Refusal;
        if (exercises.Find(slug) is not { Varies: true } exercise)
            return "This exercise is not here any more, or has no variants.";
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var proved = await context.Checkups.Where(row => row.Slug == slug && row.Revision == exercise.Revision && row.Variant != null && row.Status == CheckupStatus.Good).Select(row => row.Variant).ToListAsync(cancellationToken);
        foreach (var number in Enumerable.Range(1, TaskShelf.Variants).Where(number => !proved.Contains(number)))
            await ledger.AskAsync(exercise, number, me, cancellationToken);
        runner.Ring();
        return null;
    }

    /// <summary>Stops what waits or runs; what it has found so far stays readable. Why not, or null.</summary>
    public async Task<string?> StopAsync(string slug, bool variants, CancellationToken cancellationToken)
    {
        if (await administrators.FindAsync(cancellationToken) is null)
            return Administrators.Refusal;
        runner.Stop(await ledger.StopAsync(slug, variants, cancellationToken));
        return null;
    }

    private static VariantProofs Proofs(TaskProof proof, bool busy, string? heldBy) => new(proof.Equal, proof.Unequal, TaskShelf.Variants, busy, heldBy);

    private static CheckupView View(Checkup row, string? by, string revision, Func<string?, IEnumerable<CheckedLine>> lines, string? heldBy) =>
        new(row.Status, row.AskedAt, row.EndedAt, row.Revision == revision, by, row.Why, [.. lines(row.Answers)], heldBy);

    private static IEnumerable<CheckedLine> Answers(string? json) => (StoredJson.Read<IReadOnlyList<ProvedAnswer>>(json) ?? [])
        .Select(answer => new CheckedLine(answer.Name, At(answer.Declared, answer.DeclaredStage), At(answer.Got, answer.GotStage), answer.GradingMs, answer.Landed, answer.Unsure, answer.Says));

    private static IEnumerable<CheckedLine> Plays(string? json) => (StoredJson.Read<IReadOnlyList<ProvedPlay>>(json) ?? [])
        .Select(play => new CheckedLine(play.Name, play.Declared, play.Got, play.PlayingMs, play.Landed, play.Unsure, play.Unsure ? $"{Say.Of(play.UnscoredSeconds, "second", "seconds")} of it did not count: the machine was busy with other work. {play.Says}" : play.Says));

    private static string At(Verdict verdict, string? stage) => stage is null ? $"{verdict}" : $"{verdict} at {stage}";
}
