using System.Globalization;
using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;
using Learning.Grading.Reports;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Reviews;

/// <summary>Reads what waits for a mentor.</summary>
internal sealed class ReviewQueue(ExerciseLibrary exercises, IncidentLibrary incidents, TimeProvider time)
{
    /// <summary>Shown at most; the oldest come first, so nobody is left out for good.</summary>
    private const int Most = 100;
    /// <summary>Fewer measured reviews say nothing about how long one takes.</summary>
    private const int Enough = 5;

    public async Task<QueueView> ReadAsync(LabContext context, MentorStanding mentor, CancellationToken cancellationToken)
    {
        var open = Mentors.Of(context, mentor).Where(review => review.State == ReviewState.Waiting || review.State == ReviewState.Claimed);
        var rows = await RowsAsync(context, mentor, open.OrderBy(review => review.RequestedAt).Take(Most), cancellationToken);
        return new(rows, await AlikeAsync(context, rows, cancellationToken), await MinutesAsync(context, cancellationToken), await UsuallyAsync(context, cancellationToken), time.GetUtcNow());
    }

    public async Task<IReadOnlyList<QueueRow>> RowsAsync(LabContext context, MentorStanding mentor, IQueryable<Review> reviews, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await (from review in reviews.AsNoTracking()
                           join learner in context.Learners on review.LearnerId equals learner.Id
                           select new
                           {
                               Review = review,
                               learner.Ordinal,
                               Name = context.People.Where(person => person.Id == review.LearnerId).Select(person => person.Name).FirstOrDefault(),
                               Holder = context.People.Where(person => person.Id == review.ClaimedBy).Select(person => person.Name).FirstOrDefault(),
                               Submission = context.Submissions.Where(row => row.Id == review.SubmissionId).Select(row => new { row.Number, row.Verdict }).FirstOrDefault(),
                               Score = context.IncidentSessions.Where(row => row.Id == review.SessionId).Select(row => row.Score).FirstOrDefault(),
                           }).ToListAsync(cancellationToken);
        return [.. found.OrderBy(each => each.Review.RequestedAt).Select(each =>
        {
            var review = each.Review;
            var isHeld = review.IsHeld(now);
            return new QueueRow(
                review.Id, each.Name ?? string.Create(CultureInfo.InvariantCulture, $"learner-{each.Ordinal}"), Title(review), each.Submission?.Verdict, Outcome(each.Submission?.Number, each.Submission?.Verdict, each.Score),
                review.SessionId is not null, review.Round, review.RequestedAt, isHeld ? each.Holder ?? "somebody" : null, isHeld && review.ClaimedBy == mentor.Id, review.Behaviour)
            { Deciding = review.Decision is not null };
        })];
    }

    /// <summary>Groups of at least two that wait, the largest first.</summary>
    private static async Task<IReadOnlyList<AlikeGroup>> AlikeAsync(LabContext context, IReadOnlyList<QueueRow> rows, CancellationToken cancellationToken)
    {
        List<AlikeGroup> groups = [];
        foreach (var group in rows.Where(row => row.Behaviour is not null && !row.Deciding).GroupBy(row => row.Behaviour, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).OrderByDescending(group => group.Count()))
        {
            var first = group.First();
            var json = await context.Submissions.Where(row => context.Reviews.Any(review => review.Id == first.Id && review.SubmissionId == row.Id)).Select(row => row.Report).FirstOrDefaultAsync(cancellationToken);
            groups.Add(new(first.Id, first.Title, StoredJson.Read<GradeReport>(json) is { } report ? Behaviour.Say(report) : "They behave alike.", [.. group]));
        }
        return groups;
    }

    /// <summary>Median minutes from claim to decision of the last fifty.</summary>
    private static async Task<double?> MinutesAsync(LabContext context, CancellationToken cancellationToken)
    {
        var times = await context.Reviews.Where(review => review.DecidedAt != null && review.ClaimedAt != null).OrderByDescending(review => review.DecidedAt).Take(50)
            .Select(review => new { review.ClaimedAt, review.DecidedAt }).ToListAsync(cancellationToken);
        List<double> minutes = [.. times.Select(each => (each.DecidedAt!.Value - each.ClaimedAt!.Value).TotalMinutes).Order()];
        return minutes.Count < Enough ? null : minutes[minutes.Count / 2];
    }

    /// <summary>The hour in which most requests of the last month came; null while there are too few.</summary>
    private async Task<string?> UsuallyAsync(LabContext context, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddDays(-30);
        var hours = await context.Reviews.Where(review => review.RequestedAt > since).Select(review => review.RequestedAt.UtcDateTime.Hour).ToListAsync(cancellationToken);
        return hours.Count < 2 * Enough ? null : string.Create(CultureInfo.InvariantCulture, $"The next request usually comes after {hours.CountBy(hour => hour).MaxBy(each => each.Value).Key:00}:00 UTC.");
    }

    private string Title(Review review) => review.SessionId is null
        ? exercises.Find(review.Slug)?.Title ?? review.Slug
        : $"Postmortem: {incidents.Find(review.Slug)?.Title ?? review.Slug}";

    private static string Outcome(int? number, Verdict? verdict, string? score) => verdict is { } judged
        ? $"{SubmissionName.Of(SubmissionKind.Submit, number, SubmissionStatus.Graded, judged)}, {OutcomeLook.Of(judged).Word.ToLowerInvariant()}"
        : StoredJson.Read<IncidentScore>(score) is { } points ? $"{OutcomeWords.Look(points).Word}, {points.Total} of 100" : "Incident";
}
