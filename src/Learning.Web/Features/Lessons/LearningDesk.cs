using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Lessons;

public enum ItemState { New, Begun, Done }

/// <summary>A lesson or an exercise in its track's order, and how far the learner is with it.</summary>
public sealed record ItemView(string Title, string Href, bool IsExercise, int Minutes, string Level, ItemState State)
{
    /// <summary>Null for lessons, which are for both.</summary>
    public ExerciseLanguage? Language { get; init; }
    /// <summary>What is better read before.</summary>
    public IReadOnlyList<AssumedView> Assumes { get; init; } = [];
}

public sealed record AssumedView(string Title, string Href);

public sealed record TrackView(Track Track, IReadOnlyList<ItemView> Items)
{
    public int Done => Items.Count(item => item.State == ItemState.Done);
    /// <summary>Something of the track could not be loaded, so nobody can be through with it.</summary>
    public bool IsWhole => Items.Count == Track.Items.Count;
    public bool IsDone => IsWhole && Items.Count > 0 && Done == Items.Count;
    public ItemView? Next => Items.FirstOrDefault(item => item.State != ItemState.Done);
}

/// <summary>Tracks with the learner's progress.</summary>
internal sealed class LearningDesk(IDbContextFactory<LabContext> contexts, CurrentLearner learner, LessonLibrary lessons, ExerciseLibrary exercises, TimeProvider time)
{
    public async Task<IReadOnlyList<TrackView>> TracksAsync(CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await TracksAsync(context, mine, cancellationToken);
    }

    public async Task<IReadOnlyList<TrackView>> TracksAsync(LabContext context, Guid mine, CancellationToken cancellationToken)
    {
        var read = await context.LessonReads.Where(each => each.LearnerId == mine).Select(each => each.Lesson).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        var drafts = await context.Drafts.Where(each => each.LearnerId == mine).Select(each => each.ExerciseSlug).ToListAsync(cancellationToken);
        var handedIn = await context.Submissions.Where(each => each.LearnerId == mine)
            .GroupBy(each => each.ExerciseSlug)
            .Select(group => new { Exercise = group.Key, Passed = group.Any(each => each.Kind == SubmissionKind.Submit && each.Verdict == Verdict.Passed) })
            .ToListAsync(cancellationToken);
        var states = drafts.ToDictionary(slug => slug, _ => ItemState.Begun, StringComparer.Ordinal);
        foreach (var each in handedIn)
            states[each.Exercise] = each.Passed ? ItemState.Done : ItemState.Begun;
        return [.. lessons.Tracks.Select(track => new TrackView(track, [.. track.Items.Select(item => View(track, item, read, states)).OfType<ItemView>()]))];
    }

    /// <summary>Reading twice is reading once.</summary>
    public async Task MarkReadAsync(Lesson lesson, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO lesson_reads (learner_id, lesson, at) VALUES ({mine}, {lesson.Key}, {time.GetUtcNow()}) ON CONFLICT DO NOTHING", cancellationToken);
    }

    private ItemView? View(Track track, TrackItem item, HashSet<string> read, Dictionary<string, ItemState> states)
    {
        if (item.Lesson is { } slug && lessons.Find(track.Slug, slug) is { } lesson)
            return new(lesson.Title, $"/learn/{lesson.Key}", false, lesson.Minutes, lesson.Level, read.Contains(lesson.Key) ? ItemState.Done : ItemState.New) { Assumes = Assumed(lesson.Prerequisites) };
        return item.Exercise is { } name && exercises.Find(name) is { } exercise
            ? new(exercise.Title, $"/exercises/{exercise.Slug}", true, exercise.Minutes, exercise.Level, states.GetValueOrDefault(exercise.Slug)) { Language = exercise.Language, Assumes = Assumed(exercise.Lessons) }
            : null;
    }

    private IReadOnlyList<AssumedView> Assumed(IEnumerable<string> keys) =>
        [.. keys.Select(key => key.Split('/') is [var track, var slug] ? lessons.Find(track, slug) : null).OfType<Lesson>().Select(lesson => new AssumedView(lesson.Title, $"/learn/{lesson.Key}"))];
}
