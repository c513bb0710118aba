using Learning.Grading.Bundles;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Learning.Web.Features.Submissions;

/// <summary>The learner's own submissions. Ownership is in every query: somebody else's is the same as none.</summary>
internal sealed class SubmissionDesk(
    IDbContextFactory<LabContext> contexts, CurrentLearner learner, ExerciseLibrary library, SubmissionQueue queue, IOptions<GradingOptions> options, TimeProvider time)
{
    /// <summary>Longest source taken, in UTF-8 bytes.</summary>
    public const int MaxSourceBytes = 128 * 1024;

    /// <summary>Newest first, at most 200.</summary>
    public async Task<IReadOnlyList<SubmissionRow>> ListAsync(string? exercise, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Submissions.AsNoTracking()
            .Where(row => row.LearnerId == mine && (exercise == null || row.ExerciseSlug == exercise))
            .OrderByDescending(row => row.CreatedAt).Take(200)
            .Select(row => new SubmissionRow(row.Id, row.ExerciseSlug, row.Kind, row.Number, row.Status, row.CreatedAt, row.GradedAt, row.Verdict, row.Variant))
            .ToListAsync(cancellationToken);
    }

    public async Task<SubmissionView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Submissions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.LearnerId == mine, cancellationToken);
        if (row is null)
            return null;
        var rejudged = await context.Rejudgements.AsNoTracking().Where(judged => judged.SubmissionId == id).OrderBy(judged => judged.JudgedAt).ToListAsync(cancellationToken);
        return new()
        {
            Row = new(row.Id, row.ExerciseSlug, row.Kind, row.Number, row.Status, row.CreatedAt, row.GradedAt, row.Verdict, row.Variant),
            Revision = row.Revision,
            Source = row.Source,
            StartedAt = row.StartedAt,
            Stages = StoredJson.Read<IReadOnlyList<StageResult>>(row.Progress) ?? [],
            Report = StoredJson.Read<GradeReport>(row.Report),
            Rejudged = [.. rejudged.Select(View)],
            HasEvidence = await context.Evidence.AnyAsync(evidence => evidence.SubmissionId == id, cancellationToken),
            Place = row.Status == SubmissionStatus.Queued ? await Waiting.PlaceAsync(context, queue, options.Value.Slots, row, cancellationToken) : null,
        };
    }

    private static RejudgementView View(Rejudgement judged)
    {
        var regrade = StoredJson.Read<Regrade>(judged.Document);
        return new(judged.JudgedAt, judged.Engine, judged.Verdict, judged.SameVerdict, regrade?.Differences ?? [], regrade?.Notes ?? []);
    }

    /// <summary>Stores the source and queues it. Returns at once; news comes by <see cref="SubmissionFeed"/>.</summary>
    public Task<HandIn> HandInAsync(string slug, string source, SubmissionKind kind, CancellationToken cancellationToken) => HandInAsync(slug, null, source, kind, cancellationToken);

    /// <summary>As the variant that somebody was given; null for the exercise as written.</summary>
    public async Task<HandIn> HandInAsync(string slug, int? variant, string source, SubmissionKind kind, CancellationToken cancellationToken)
    {
        var exercise = library.Find(slug, variant);
        if (exercise is null)
            return HandIn.Refused("This exercise is not here any more. Your draft is kept.");
        if (SourceGuard.Refuse(source) is { } refusal)
            return HandIn.Refused(refusal);

        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var isCandidate = await context.Sittings.AnyAsync(sitting => sitting.LearnerId == mine, cancellationToken); // who tries the lab out before the clock runs
        var most = await context.People.AnyAsync(person => person.Id == mine, cancellationToken) ? SubmissionQueue.Capacity : SubmissionQueue.CapacityWithoutAccount;
        if (!isCandidate && await context.Submissions.CountAsync(row => row.Status == SubmissionStatus.Queued && !context.Sittings.Any(sitting => sitting.LearnerId == row.LearnerId), cancellationToken) >= most)
            return HandIn.Refused($"{most} submissions wait already. Your draft is kept; try again in a few minutes.");
        if (await context.Submissions.CountAsync(row => row.Status == SubmissionStatus.Queued && row.LearnerId == mine, cancellationToken) >= SubmissionQueue.PerLearner)
            return HandIn.Refused($"{SubmissionQueue.PerLearner} of your submissions wait already. Your draft is kept; hand in again when some of them are graded.");
        int? last = kind == SubmissionKind.Try ? null : await context.Submissions
            .Where(row => row.LearnerId == mine && row.ExerciseSlug == slug).MaxAsync(row => row.Number, cancellationToken) ?? 0;
        var added = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = mine, ExerciseSlug = slug, Revision = exercise.Revision, Variant = variant, Kind = kind,
            Number = last + 1, Source = source, CreatedAt = time.GetUtcNow(),
        };
        context.Submissions.Add(added);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return HandIn.Refused("Your last one for this exercise is still being run. Wait for its result, then hand in again.");
        }

        queue.Enqueue(mine, added.Id);
        return new(added.Id, null);
    }
}
