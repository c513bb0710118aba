using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Reviews;

/// <summary>Puts together what stands around a review. Who may see it was asked before.</summary>
internal sealed class ReviewReader(ExerciseLibrary exercises, IncidentLibrary incidents)
{
    public static async Task<IReadOnlyList<ThreadItem>> ThreadsAsync(LabContext context, Guid review, Guid me, CancellationToken cancellationToken)
    {
        var threads = await context.ReviewThreads.AsNoTracking().Where(row => row.ReviewId == review).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Select(row => new
            {
                row.Id, row.Line, row.Section, row.Kind, row.ResolvedAt,
                Comments = row.Comments.OrderBy(each => each.CreatedAt).ThenBy(each => each.Id).Select(each => new
                {
                    each.Id, each.AuthorId, each.ByMentor, each.Body, each.CreatedAt,
                    Name = context.People.Where(person => person.Id == each.AuthorId).Select(person => person.Name).FirstOrDefault(),
                }).ToList(),
            }).ToListAsync(cancellationToken);
        return [.. threads.Select(row => new ThreadItem(row.Id, row.Line, row.Section, row.Kind, row.ResolvedAt is not null,
            [.. row.Comments.Select(each => new CommentItem(each.Id, each.Name ?? (each.ByMentor ? "a mentor who has left" : "the learner"), each.ByMentor, each.AuthorId == me, each.Body, each.CreatedAt))]))];
    }

    /// <summary>Requests about the same exercise or session, oldest first, without the withdrawn.</summary>
    public static async Task<IReadOnlyList<RoundItem>> RoundsAsync(LabContext context, Guid learner, string slug, Guid? session, CancellationToken cancellationToken) =>
        await context.Reviews.AsNoTracking().Where(row => row.LearnerId == learner && row.Slug == slug && row.SessionId == session && row.State != ReviewState.Withdrawn)
            .OrderBy(row => row.Round)
            .Select(row => new RoundItem(row.Id, row.Round, row.State, row.RequestedAt, context.ReviewThreads.Count(each => each.ReviewId == row.Id), context.ReviewThreads.Count(each => each.ReviewId == row.Id && each.ResolvedAt == null && each.Kind != ReviewThreadKind.Praise)))
            .ToListAsync(cancellationToken);

    /// <summary>Hand-ins of the learner at this exercise, newest first.</summary>
    public static async Task<IReadOnlyList<AttemptRow>> HistoryAsync(LabContext context, Review review, CancellationToken cancellationToken) =>
        await context.Submissions.AsNoTracking().Where(row => row.LearnerId == review.LearnerId && row.ExerciseSlug == review.Slug && row.Kind == SubmissionKind.Submit && row.Status == SubmissionStatus.Graded)
            .OrderByDescending(row => row.CreatedAt).Take(50).Select(row => new AttemptRow(row.Id, row.Number, row.Kind, row.Status, row.Verdict, row.CreatedAt)).ToListAsync(cancellationToken);

    public async Task<AttemptView?> AttemptAsync(LabContext context, Guid? submission, CancellationToken cancellationToken)
    {
        if (submission is not { } id || await context.Submissions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row)
            return null;
        return new()
        {
            Id = id, Slug = row.ExerciseSlug, Title = exercises.Find(row.ExerciseSlug, row.Variant)?.Title ?? row.ExerciseSlug, Variant = row.Variant, Number = row.Number, Kind = row.Kind, Status = row.Status, Source = row.Source,
            CreatedAt = row.CreatedAt, GradedAt = row.GradedAt, Report = StoredJson.Read<GradeReport>(row.Report),
        };
    }

    /// <summary>Null as well when the incident's folder is gone: its texts would be missing everywhere.</summary>
    public async Task<PostmortemSubject?> PostmortemAsync(LabContext context, Guid? session, CancellationToken cancellationToken)
    {
        if (session is not { } id)
            return null;
        var row = await context.IncidentSessions.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancellationToken);
        var text = await context.Postmortems.AsNoTracking().Where(each => each.SessionId == id && each.HandedInAt != null).Select(each => each.Sections).FirstOrDefaultAsync(cancellationToken);
        if (row?.Record is null || text is null || incidents.Find(row.Slug) is not { } incident)
            return null;
        var record = RecordFile.Unpack(row.Record);
        var score = StoredJson.Read<IncidentScore>(row.Score);
        var line = new IncidentRow(row.Id, row.Slug, row.Revision, row.Seed, row.Status, row.CreatedAt, row.EndedAt, row.Why, score);
        return new(new(line, incident, record, score, new(record)), StoredJson.Read<Dictionary<string, string>>(text) ?? []);
    }
}
