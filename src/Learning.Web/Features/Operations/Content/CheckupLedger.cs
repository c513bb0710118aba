using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Operations.Content;

/// <summary>Rows of checkups: each step says from which state it may happen.</summary>
internal sealed class CheckupLedger(IDbContextFactory<LabContext> contexts, TimeProvider time)
{
    private const int WhyLength = 500;

    /// <summary>False when one of this exercise as written, or of this variant of it, waits or runs already.</summary>
    public async Task<bool> AskAsync(Exercise exercise, int? variant, Guid? askedBy, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Checkups.AnyAsync(row => row.Slug == exercise.Slug && row.Variant == variant && (row.Status == CheckupStatus.Waiting || row.Status == CheckupStatus.Running), cancellationToken))
            return false;
        context.Checkups.Add(New(exercise, variant, askedBy, time.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Asks for what has no proof in this revision yet, in the caller's transaction: the program's own wish, so it has no asker.</summary>
    public static async Task AddMissingAsync(LabContext context, Exercise exercise, int variant, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!await context.Checkups.AnyAsync(row => row.Slug == exercise.Slug && row.Variant == variant && row.Revision == exercise.Revision && row.Status != CheckupStatus.Failed, cancellationToken))
            context.Checkups.Add(New(exercise, variant, null, at));
    }

    /// <summary>The revision is that of the exercise as written, which is what plans name; a variant of it follows from its number.</summary>
    private static Checkup New(Exercise exercise, int? variant, Guid? askedBy, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(), Slug = exercise.Slug, Revision = exercise.Revision, Variant = variant, Status = CheckupStatus.Waiting, AskedBy = askedBy, AskedAt = at };

    /// <summary>Exercises as written before their variants, and of those the oldest that waits; what an earlier process left running waits again.</summary>
    public async Task<Checkup?> NextAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Checkups.AsNoTracking().Where(row => row.Status == CheckupStatus.Waiting || row.Status == CheckupStatus.Running).OrderBy(row => row.Variant != null).ThenBy(row => row.AskedAt).FirstOrDefaultAsync(cancellationToken);
    }

    public Task BeginAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(id, row => (row.Status, row.StartedAt, row.Answers) = (CheckupStatus.Running, time.GetUtcNow(), null), cancellationToken);

    public Task SaveAsync(Guid id, IReadOnlyList<ProvedAnswer> answers, CancellationToken cancellationToken) => ChangeAsync(id, row => row.Answers = StoredJson.Write(answers), cancellationToken);

    public Task EndAsync(Guid id, bool good, CancellationToken cancellationToken) =>
        ChangeAsync(id, row => (row.Status, row.EndedAt) = (good ? CheckupStatus.Good : CheckupStatus.Bad, time.GetUtcNow()), cancellationToken);

    public Task FailAsync(Guid id, string why, CancellationToken cancellationToken) =>
        ChangeAsync(id, row => (row.Status, row.EndedAt, row.Why) = (CheckupStatus.Failed, time.GetUtcNow(), why.Length > WhyLength ? why[..WhyLength] : why), cancellationToken);

    /// <summary>Learners' hand-ins that wait or run: a checkup is behind all of them, and one of a variant, of which there are many, behind everybody whose clock runs.</summary>
    public async Task<bool> LearnersWaitAsync(bool variant, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (variant && await context.Sittings.AnyAsync(row => row.Status == SittingStatus.Running, cancellationToken)) || await context.Submissions.AnyAsync(row => row.Status == SubmissionStatus.Queued || row.Status == SubmissionStatus.Running, cancellationToken);
    }

    private async Task ChangeAsync(Guid id, Action<Checkup> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Checkups.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row)
            return;
        change(row);
        await context.SaveChangesAsync(cancellationToken);
    }
}
