using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Web.Data;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Operations.Content;

/// <summary>Rows of checkups: each step says from which state it may happen.</summary>
internal sealed class CheckupLedger(IDbContextFactory<LabContext> contexts, TimeProvider time)
{
    private const int WhyLength = 500;

    /// <summary>False when one of this exercise as written, or of this variant of it, waits or runs already.</summary>
    public Task<bool> AskAsync(Exercise exercise, int? variant, Guid? askedBy, CancellationToken cancellationToken) => AskAsync(exercise.Slug, exercise.Revision, variant, askedBy, cancellationToken);

    /// <summary>False when one of this incident waits or runs already.</summary>
    public Task<bool> AskAsync(Incident incident, Guid askedBy, CancellationToken cancellationToken) => AskAsync(incident.Slug, incident.Revision, null, askedBy, cancellationToken);

    private async Task<bool> AskAsync(string slug, string revision, int? variant, Guid? askedBy, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Checkups.AnyAsync(row => row.Slug == slug && row.Variant == variant && (row.Status == CheckupStatus.Waiting || row.Status == CheckupStatus.Running), cancellationToken))
            return false;
        context.Checkups.Add(New(slug, revision, variant, askedBy, time.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Asks for what has no proof in this revision yet, in the caller's transaction: the program's own wish, so it has no asker.</summary>
    public static async Task AddMissingAsync(LabContext context, Exercise exercise, int variant, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!await context.Checkups.AnyAsync(row => row.Slug == exercise.Slug && row.Variant == variant && row.Revision == exercise.Revision && row.Status != CheckupStatus.Failed, cancellationToken))
            context.Checkups.Add(New(exercise.Slug, exercise.Revision, variant, null, at));
    }

    /// <summary>The revision is that of the exercise as written, which is what plans name; a variant of it follows from its number.</summary>
    private static Checkup New(string slug, string revision, int? variant, Guid? askedBy, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(), Slug = slug, Revision = revision, Variant = variant, Status = CheckupStatus.Waiting, AskedBy = askedBy, AskedAt = at };

    /// <summary>Exercises as written before their variants, and of those the oldest that waits; what an earlier process left running waits again.</summary>
    public async Task<Checkup?> NextAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Checkups.AsNoTracking().Where(row => row.Status == CheckupStatus.Waiting || row.Status == CheckupStatus.Running).OrderBy(row => row.Variant != null).ThenBy(row => row.AskedAt).FirstOrDefaultAsync(cancellationToken);
    }

    public Task BeginAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(id, row => (row.Status, row.StartedAt, row.Answers) = (CheckupStatus.Running, time.GetUtcNow(), null), cancellationToken);

    /// <summary>Keeps what is known so far: answers of an exercise, or plays of an incident.</summary>
    public Task SaveAsync<T>(Guid id, IReadOnlyList<T> answers, CancellationToken cancellationToken) => ChangeAsync(id, row => row.Answers = StoredJson.Write(answers), cancellationToken);

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
