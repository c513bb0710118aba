using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Home;

/// <summary>
/// Finds what to do next. Somebody who waits for an answer comes first: a mentor who asked for changes. Then what was begun last, be it an exercise
/// or a postmortem; then what is new, in the track that one was in.
/// </summary>
internal sealed class NextSteps(ExerciseLibrary exercises, IncidentLibrary incidents)
{
    public async Task<NextStep?> FindAsync(LabContext context, Guid learner, IReadOnlyList<TrackView> tracks, CancellationToken cancellationToken)
    {
        if (await AskedChangesAsync(context, learner, tracks, cancellationToken) is { } asked)
            return asked;
        var (begun, at) = await BegunAsync(context, learner, cancellationToken);
        var (postmortem, written) = await PostmortemAsync(context, learner, cancellationToken);
        if (postmortem is not null && (begun is null || written > at))
            return postmortem;
        return begun is not null ? await ExerciseAsync(context, learner, begun, tracks, cancellationToken) : New(tracks, await LastTrackAsync(context, learner, cancellationToken));
    }

    private async Task<NextStep?> AskedChangesAsync(LabContext context, Guid learner, IReadOnlyList<TrackView> tracks, CancellationToken cancellationToken)
    {
        var rows = await context.Reviews.AsNoTracking().Where(row => row.LearnerId == learner && row.State != ReviewState.Withdrawn)
            .Select(row => new { row.Id, row.SubmissionId, row.SessionId, row.Slug, row.State, row.DecidedAt, row.Round, Open = context.ReviewThreads.Count(thread => thread.ReviewId == row.Id && thread.ResolvedAt == null && thread.Kind != ReviewThreadKind.Praise) })
            .ToListAsync(cancellationToken);
        var last = rows.GroupBy(row => (row.Slug, row.SessionId)).Select(group => group.MaxBy(row => row.Round)!).Where(row => row.State == ReviewState.ChangesAsked).MaxBy(row => row.DecidedAt);
        if (last is null)
            return null;
        var name = exercises.Find(last.Slug)?.Title ?? incidents.Find(last.Slug)?.Title ?? last.Slug;
        var open = last.Open == 0 ? "All threads are resolved" : $"{Say.Of(last.Open, "thread", "threads")} {(last.Open == 1 ? "is" : "are")} open";
        var since = last.SubmissionId is null ? 0 : await context.Submissions.CountAsync(row => row.LearnerId == learner && row.ExerciseSlug == last.Slug && row.Kind == SubmissionKind.Submit && row.CreatedAt > last.DecidedAt, cancellationToken);
        return new(
            $"A mentor asks for changes: {name}",
            since > 0 ? $"{open}. You have handed in {Say.Of(since, "attempt", "attempts")} since; ask for the next round when it says what you want it to." : $"{open}. Each says what to change and why.",
            last.SubmissionId is { } submission ? $"/submissions/{submission}#review" : $"/incidents/{last.Slug}/labs/{last.SessionId}/postmortem#review",
            "Read what is asked for", Meta(tracks, last.Slug))
        {
            Other = last.SubmissionId is null ? null : ("Back to the code", $"/exercises/{last.Slug}"),
        };
    }

    /// <summary>The exercise that was worked on last and is not passed.</summary>
    private async Task<(string? Slug, DateTimeOffset At)> BegunAsync(LabContext context, Guid learner, CancellationToken cancellationToken)
    {
        var passed = context.Submissions.Where(row => row.LearnerId == learner && row.Kind == SubmissionKind.Submit && row.Verdict == Verdict.Passed).Select(row => row.ExerciseSlug);
        var handedIn = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == learner && !passed.Contains(row.ExerciseSlug))
            .GroupBy(row => row.ExerciseSlug).Select(group => new { Slug = group.Key, At = group.Max(row => row.CreatedAt) }).ToListAsync(cancellationToken);
        var drafts = await context.Drafts.AsNoTracking().Where(row => row.LearnerId == learner && !passed.Contains(row.ExerciseSlug)).Select(row => new { Slug = row.ExerciseSlug, At = row.UpdatedAt }).ToListAsync(cancellationToken);
        var last = handedIn.Concat(drafts).Where(row => exercises.Find(row.Slug) is not null).MaxBy(row => row.At);
        return last is null ? (null, default) : (last.Slug, last.At);
    }

    private async Task<(NextStep? Step, DateTimeOffset At)> PostmortemAsync(LabContext context, Guid learner, CancellationToken cancellationToken)
    {
        var row = await (from session in context.IncidentSessions
                         join postmortem in context.Set<Postmortem>() on session.Id equals postmortem.SessionId
                         where session.LearnerId == learner && session.Status == IncidentStatus.Ended && postmortem.HandedInAt == null
                         orderby postmortem.UpdatedAt descending
                         select new { session.Id, session.Slug, postmortem.UpdatedAt }).FirstOrDefaultAsync(cancellationToken);
        return row is null || incidents.Find(row.Slug) is not { } incident ? (null, default)
            : (new($"Finish the postmortem: {incident.Title}", "You have begun to write it, and it is as you left it. The report of the lab has the evidence for each claim.",
                $"/incidents/{row.Slug}/labs/{row.Id}/postmortem", "Go on writing", $"Incident · {incident.Level}") { Other = ("Read the lab's report", $"/incidents/{row.Slug}/labs/{row.Id}/report") }, row.UpdatedAt);
    }

    private async Task<NextStep> ExerciseAsync(LabContext context, Guid learner, string slug, IReadOnlyList<TrackView> tracks, CancellationToken cancellationToken)
    {
        var exercise = exercises.Find(slug)!;
        var last = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == learner && row.ExerciseSlug == slug).OrderByDescending(row => row.CreatedAt)
            .Select(row => new { row.Id, row.Kind, row.Number, row.Status, row.Report }).FirstOrDefaultAsync(cancellationToken);
        var report = last is { Kind: SubmissionKind.Submit, Status: SubmissionStatus.Graded } ? StoredJson.Read<GradeReport>(last.Report) : null;
        var why = (last?.Status, report) switch
        {
            (null, _) => "You have begun this one. Your draft is as you left it.",
            (SubmissionStatus.Queued or SubmissionStatus.Running, _) => "What you handed in is being run. Its result waits there.",
            (SubmissionStatus.Failed, _) => "Your last one was not graded: our fault. No attempt was used, and the code is as you left it.",
            (_, { } graded) => $"{graded.Headline}. {graded.Summary}",
            _ => "You have tried it out and not handed it in yet. Your draft is as you left it.",
        };
        var lesson = tracks.SelectMany(track => track.Items).FirstOrDefault(item => item.Href == $"/exercises/{slug}")?.Assumes is [var first, ..] ? first : null;
        return new(exercise.Title, why, $"/exercises/{slug}", "Continue the exercise", Meta(tracks, slug))
        {
            Report = report is { Visible.Trace.Statements.Count: > 1 } ? report : null,
            Attempt = last?.Number,
            Evidence = report?.Mark is { } mark ? (mark, $"/submissions/{last!.Id}#{mark}") : null,
            Other = lesson is null ? null : ($"Read again: {lesson.Title}", lesson.Href),
        };
    }

    private async Task<string?> LastTrackAsync(LabContext context, Guid learner, CancellationToken cancellationToken)
    {
        var submitted = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == learner).OrderByDescending(row => row.CreatedAt).Select(row => new { Slug = row.ExerciseSlug, At = row.CreatedAt }).FirstOrDefaultAsync(cancellationToken);
        var read = await context.LessonReads.AsNoTracking().Where(row => row.LearnerId == learner).OrderByDescending(row => row.At).Select(row => new { Slug = row.Lesson, row.At }).FirstOrDefaultAsync(cancellationToken);
        return (submitted?.At ?? default) > (read?.At ?? default) ? exercises.Find(submitted!.Slug)?.Track : read?.Slug.Split('/')[0];
    }

    private static NextStep? New(IReadOnlyList<TrackView> tracks, string? last)
    {
        var track = tracks.FirstOrDefault(each => each.Track.Slug == last && each.Next is not null) ?? tracks.FirstOrDefault(each => each.Next is not null);
        if (track?.Next is not { } item)
            return null;
        var why = last is null
            ? "You write real C# and SQL here, a real PostgreSQL runs it, and you see what it saw: every statement, every plan. It begins with how slowness is measured."
            : track.Done == 0 ? $"It opens the next track: {track.Track.Title.ToLowerInvariant()}." : "It is the next step of the track that you are in.";
        return new(item.Title, why, item.Href, item.IsExercise ? "Open the exercise" : "Read the lesson", Meta(track, item));
    }

    private static string Meta(IReadOnlyList<TrackView> tracks, string exercise) =>
        tracks.SelectMany(track => track.Items.Select(item => (track, item))).FirstOrDefault(each => each.item.Href == $"/exercises/{exercise}") is { track: { } track, item: { } item } ? Meta(track, item) : "";

    private static string Meta(TrackView track, ItemView item)
    {
        var (kind, language) = (item.IsExercise ? "exercise" : "lesson", item.Language switch { ExerciseLanguage.Sql => " · SQL", ExerciseLanguage.CSharp => " · C#", _ => "" });
        var same = track.Items.Where(each => each.IsExercise == item.IsExercise).ToList();
        return $"{track.Track.Title}, {kind} {same.IndexOf(item) + 1} of {same.Count}{language} · {item.Level} · {item.Minutes} min";
    }
}
