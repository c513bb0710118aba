using System.Security.Cryptography;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Cohorts;

public sealed record CohortRow(Guid Id, string Name, int Members, int Waiting, DateTimeOffset CreatedAt);

/// <summary>How far somebody is with one exercise. <c>Verdict</c>: Passed once passed, else the latest; null before the first hand-in.</summary>
public sealed record CohortCell(string Exercise, Verdict? Verdict, int Attempts, Guid? Review);

/// <summary><c>Waiting</c>: Since when their oldest request waits; null when they wait for nobody.</summary>
public sealed record CohortLearner(Guid Id, string Name, DateTimeOffset JoinedAt, DateTimeOffset? Waiting, DateTimeOffset? Seen, IReadOnlyList<CohortCell> Cells);

public sealed record CohortView(Guid Id, string Name, string JoinCode, IReadOnlyList<(string Slug, string Title)> Exercises, IReadOnlyList<CohortLearner> Learners);

public sealed record CohortInvitation(Guid Id, string Name, string Mentor, bool Joined);

/// <summary>A mentor's own learners. Whose cohort it is stands in every query, and whether they are a mentor is asked at every act.</summary>
internal sealed class CohortDesk(IDbContextFactory<LabContext> contexts, CurrentLearner current, Mentors mentors, ExerciseLibrary exercises, ReviewFeed feed, TimeProvider time)
{
    private const int Most = 50;

    public async Task<IReadOnlyList<CohortRow>?> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is not { } mentor)
            return null;
        return await context.Cohorts.AsNoTracking().Where(row => row.MentorId == mentor.Id).OrderBy(row => row.Name)
            .Select(row => new CohortRow(row.Id, row.Name, row.Members.Count,
                context.Reviews.Count(review => (review.State == ReviewState.Waiting || review.State == ReviewState.Claimed) && row.Members.Any(member => member.LearnerId == review.LearnerId)), row.CreatedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The new one's id, or why not.</summary>
    public async Task<(Guid? Id, string? Refusal)> BeginAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is not { } mentor)
            return (null, ReviewRules.NoMentor);
        if (await context.Cohorts.CountAsync(row => row.MentorId == mentor.Id, cancellationToken) >= Most)
            return (null, $"You have {Most} cohorts already.");
        var added = new Cohort { Id = Guid.CreateVersion7(), MentorId = mentor.Id, Name = name.Trim(), JoinCode = NewCode(), CreatedAt = time.GetUtcNow() };
        context.Cohorts.Add(added);
        await context.SaveChangesAsync(cancellationToken);
        return (added.Id, null);
    }

    public async Task<CohortView?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is not { } mentor || await context.Cohorts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.MentorId == mentor.Id, cancellationToken) is not { } cohort)
            return null;
        var members = await (from member in context.CohortMembers
                             where member.CohortId == id
                             join person in context.People on member.LearnerId equals person.Id
                             select new { member.LearnerId, member.JoinedAt, person.Name }).ToListAsync(cancellationToken);
        var ids = members.Select(member => member.LearnerId).ToList();
        var done = await context.Submissions.Where(row => ids.Contains(row.LearnerId) && row.Kind == SubmissionKind.Submit && row.Verdict != null)
            .GroupBy(row => new { row.LearnerId, row.ExerciseSlug })
            .Select(group => new { group.Key.LearnerId, group.Key.ExerciseSlug, Attempts = group.Count(), Passed = group.Any(row => row.Verdict == Verdict.Passed), Last = group.OrderByDescending(row => row.CreatedAt).Select(row => row.Verdict).First(), Seen = group.Max(row => row.CreatedAt) })
            .ToListAsync(cancellationToken);
        var open = await context.Reviews.Where(row => ids.Contains(row.LearnerId) && (row.State == ReviewState.Waiting || row.State == ReviewState.Claimed)).Select(row => new { row.Id, row.LearnerId, row.Slug, row.RequestedAt }).ToListAsync(cancellationToken);
        var touched = exercises.Exercises.Where(exercise => done.Exists(each => each.ExerciseSlug == exercise.Slug)).ToList();
        var learners = members.Select(member =>
        {
            var mine = done.Where(each => each.LearnerId == member.LearnerId).ToList();
            var asked = open.Where(each => each.LearnerId == member.LearnerId).ToList();
            return new CohortLearner(member.LearnerId, member.Name, member.JoinedAt, asked.Count == 0 ? null : asked.Min(each => each.RequestedAt), mine.Count == 0 ? null : mine.Max(each => each.Seen),
                [.. touched.Select(exercise => mine.Find(each => each.ExerciseSlug == exercise.Slug) is { } row
                    ? new CohortCell(exercise.Title, row.Passed ? Verdict.Passed : row.Last, row.Attempts, asked.Find(each => each.Slug == exercise.Slug)?.Id) : new CohortCell(exercise.Title, null, 0, null))]);
        });
        return new(id, cohort.Name, cohort.JoinCode, [.. touched.Select(exercise => (exercise.Slug, exercise.Title))],
            [.. learners.OrderBy(each => each.Waiting is null).ThenBy(each => each.Waiting).ThenBy(each => each.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Says the same whether there is such a person or not: an address is nobody's to ask after.</summary>
    public async Task<string?> InviteAsync(Guid id, string email, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is not { } mentor)
            return ReviewRules.NoMentor;
        if (await context.Cohorts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.MentorId == mentor.Id, cancellationToken) is not { } cohort)
            return "This cohort is not here any more.";
        var sought = email.Trim().Normalize().ToUpperInvariant();
        var person = await context.People.Where(each => each.NormalizedEmail == sought && each.Id != mentor.Id).Select(each => (Guid?)each.Id).FirstOrDefaultAsync(cancellationToken);
        if (person is not { } invited || await context.CohortMembers.AnyAsync(row => row.CohortId == id && row.LearnerId == invited, cancellationToken))
            return null;
        await ReviewNews.TellAsync(context, invited, $"{mentor.Name} invites you to the cohort {cohort.Name}.", $"/cohorts/join/{cohort.JoinCode}", time.GetUtcNow(), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await feed.PublishAsync(invited);
        return null;
    }

    /// <summary>A new link; the old one leads nowhere from now on.</summary>
    public async Task RenewAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is { } mentor)
        {
            var code = NewCode();
            await context.Cohorts.Where(row => row.Id == id && row.MentorId == mentor.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.JoinCode, code), cancellationToken);
        }
    }

    public async Task RemoveAsync(Guid id, Guid member, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await mentors.FindAsync(context, cancellationToken) is { } mentor)
            await context.CohortMembers.Where(row => row.CohortId == id && row.LearnerId == member && row.Cohort!.MentorId == mentor.Id).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<CohortInvitation?> FindAsync(string code, CancellationToken cancellationToken)
    {
        var me = await current.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Cohorts.AsNoTracking().Where(row => row.JoinCode == code && row.MentorId != me)
            .Select(row => new CohortInvitation(row.Id, row.Name, context.People.Where(person => person.Id == row.MentorId).Select(person => person.Name).First(), row.Members.Any(member => member.LearnerId == me))).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whoever asks joins by themselves; joining twice is joining once.</summary>
    public async Task JoinAsync(string code, CancellationToken cancellationToken)
    {
        var (me, now) = (await current.GetIdAsync(), time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO cohort_members (cohort_id, learner_id, joined_at) SELECT id, {me}, {now} FROM cohorts
             WHERE join_code = {code} AND mentor_id <> {me} AND EXISTS (SELECT 1 FROM people WHERE id = {me} AND disabled_at IS NULL) ON CONFLICT DO NOTHING
             """, cancellationToken);
    }

    public async Task LeaveAsync(string code, CancellationToken cancellationToken)
    {
        var me = await current.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.CohortMembers.Where(row => row.LearnerId == me && row.Cohort!.JoinCode == code).ExecuteDeleteAsync(cancellationToken);
    }

    private static string NewCode() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
