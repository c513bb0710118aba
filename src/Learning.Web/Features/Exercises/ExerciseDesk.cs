using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Sandbox.Health;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Exercises;

/// <summary>The exercise pages' view of library, drafts and submissions, for the learner of this circuit.</summary>
internal sealed class ExerciseDesk(
    ExerciseLibrary library, SubmissionDesk submissions, DraftDesk drafts, SubmissionFeed feed, CurrentLearner learner,
    ExerciseWarming warming, SandboxHealth health, PageHandover handover, IDbContextFactory<LabContext> contexts)
    : IExerciseDesk
{
    public Task<ExerciseListView> ListAsync(CancellationToken cancellationToken) => handover.ReadAsync("exercises", () => ReadListAsync(cancellationToken));

    private async Task<ExerciseListView> ReadListAsync(CancellationToken cancellationToken)
    {
        var mine = (await submissions.ListAsync(null, cancellationToken)).Where(row => row.Kind == SubmissionKind.Submit).ToLookup(row => row.Exercise, StringComparer.Ordinal);
        var version = await VersionAsync(cancellationToken);
        var tracks = library.Exercises.GroupBy(exercise => exercise.Track, StringComparer.Ordinal).OrderBy(track => track.Key, StringComparer.Ordinal)
            .Select(track => new TrackRow(track.Key, Wording.Title(track.Key), [.. track.OrderBy(exercise => exercise.Minutes).Select(exercise => Row(exercise, [.. mine[exercise.Slug]], version))]));
        return new([.. tracks], library.Problems);
    }

    public Task<WorkbenchView?> OpenAsync(string slug, CancellationToken cancellationToken) => handover.ReadAsync($"bench {slug}", () => ReadBenchAsync(slug, cancellationToken));

    private async Task<WorkbenchView?> ReadBenchAsync(string slug, CancellationToken cancellationToken)
    {
        if (library.Find(slug) is not { } exercise)
            return null;
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var draft = await context.Drafts.AsNoTracking().FirstOrDefaultAsync(row => row.LearnerId == mine && row.ExerciseSlug == slug, cancellationToken);
        var history = await submissions.ListAsync(slug, cancellationToken);
        return new()
        {
            Exercise = exercise,
            Learner = mine,
            Reading = [.. exercise.Lessons.Select(lesson => new ReadingLink($"/learn/{lesson}", Wording.Title(lesson), null))],
            Draft = draft?.Source,
            DraftAt = draft?.UpdatedAt,
            History = [.. history.Select(row => new AttemptRow(row.Id, row.Number, row.Kind, row.Status, row.Verdict, row.CreatedAt))],
            Unmet = Unmet(exercise, await VersionAsync(cancellationToken)),
        };
    }

    public async Task<string?> WarmAsync(string slug, CancellationToken cancellationToken) =>
        library.Find(slug) is { } exercise ? await warming.WarmAsync(exercise, cancellationToken) : null;

    public async Task<HandedIn> HandInAsync(string slug, SubmissionKind kind, string source, CancellationToken cancellationToken)
    {
        // Refused before it is anybody's attempt; what was queued before, when all was well, still ends as our fault.
        if (library.Find(slug) is { } exercise && Unmet(exercise, await VersionAsync(cancellationToken)) is { } why)
            return new(null, why);
        var answer = await submissions.HandInAsync(slug, source, kind, cancellationToken);
        return new(answer.Id, answer.Refusal);
    }

    public async Task<DateTimeOffset?> SaveDraftAsync(string slug, string source, CancellationToken cancellationToken)
    {
        if (await drafts.SaveAsync(slug, source, cancellationToken) is not null)
            return null;
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Drafts.Where(row => row.LearnerId == mine && row.ExerciseSlug == slug).Select(row => (DateTimeOffset?)row.UpdatedAt).FirstOrDefaultAsync(cancellationToken);
    }

    public Task<AttemptView?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        handover.ReadAsync($"attempt {id}", () => ReadAttemptAsync(id, cancellationToken), attempt => attempt is { Waiting: false });

    private async Task<AttemptView?> ReadAttemptAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await submissions.FindAsync(id, cancellationToken) is not { } found)
            return null;
        return new()
        {
            Id = id,
            Slug = found.Row.Exercise,
            Title = library.Find(found.Row.Exercise, found.Row.Variant)?.Title ?? found.Row.Exercise,
            Variant = found.Row.Variant,
            Number = found.Row.Number,
            Kind = found.Row.Kind,
            Status = found.Row.Status,
            Source = found.Source,
            CreatedAt = found.Row.CreatedAt,
            StartedAt = found.StartedAt,
            GradedAt = found.Row.GradedAt,
            Stages = found.Stages,
            Report = found.Report,
            Rejudged = found.Rejudged,
            HasEvidence = found.HasEvidence,
            Before = found.Place?.Before ?? 0,
            About = found.Place?.About,
        };
    }

    public IDisposable Watch(Guid id, Func<Task> changed) => feed.Subscribe(id, changed);

    private ExerciseRow Row(Exercise exercise, IReadOnlyList<SubmissionRow> mine, int? version) => new(
        exercise,
        mine.Any(row => row.Verdict == Verdict.Passed) ? ExerciseState.Passed : mine.Count > 0 ? ExerciseState.Begun : ExerciseState.NotBegun,
        mine.FirstOrDefault(row => row.Verdict is not null)?.Verdict, mine.Count(row => row.Number is not null), Unmet(exercise, version));

    private string? Unmet(Exercise exercise, int? version) => version < exercise.PostgresVersion
        ? $"This exercise needs PostgreSQL {exercise.PostgresVersion} or newer, and this machine has {version}." : health.Refusal(exercise.Language);

    /// <summary>Major version of the server; by default it is started from the binaries that attempts run on.</summary>
    private async Task<int?> VersionAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Database.SqlQuery<int>($"SELECT current_setting('server_version_num')::int / 10000 AS \"Value\"").SingleAsync(cancellationToken);
    }
}
