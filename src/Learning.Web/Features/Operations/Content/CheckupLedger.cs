using System.Linq.Expressions;
using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Web.Data;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Learning.Web.Features.Operations.Content;

/// <summary>Rows of checkups: each step says from which state it may happen.</summary>
internal sealed class CheckupLedger(IDbContextFactory<LabContext> contexts, TimeProvider time)
{
    private const int WhyLength = 500;

    /// <summary>Waits or runs.</summary>
    public static readonly Expression<Func<Checkup, bool>> Open = row => row.Status == CheckupStatus.Waiting || row.Status == CheckupStatus.Running;

    /// <summary>False when one of this exercise as written, or of this variant of it, waits or runs already.</summary>
    public Task<bool> AskAsync(Exercise exercise, int? variant, Guid? askedBy, CancellationToken cancellationToken) => AskAsync(exercise.Slug, exercise.Revision, variant, askedBy, cancellationToken);

    /// <summary>False when one of this incident waits or runs already.</summary>
    public Task<bool> AskAsync(Incident incident, Guid askedBy, CancellationToken cancellationToken) => AskAsync(incident.Slug, incident.Revision, null, askedBy, cancellationToken);

    private async Task<bool> AskAsync(string slug, string revision, int? variant, Guid? askedBy, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Checkups.Where(Open).AnyAsync(row => row.Slug == slug && row.Variant == variant, cancellationToken))
            return false;
        context.Checkups.Add(New(slug, revision, variant, askedBy, time.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Asks for what has no proof in this revision yet, in the caller's transaction: the program's own wish, so it has no asker.</summary>
    public static async Task AddMissingAsync(LabContext context, Exercise exercise, int variant, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!await context.Checkups.AnyAsync(row => row.Slug == exercise.Slug && row.Variant == variant && row.Revision == exercise.Revision && row.Status != CheckupStatus.Failed && row.Status != CheckupStatus.Stopped, cancellationToken))
            context.Checkups.Add(New(exercise.Slug, exercise.Revision, variant, null, at));
    }

    /// <summary>The revision is that of the exercise as written, which is what plans name; a variant of it follows from its number.</summary>
    private static Checkup New(string slug, string revision, int? variant, Guid? askedBy, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(), Slug = slug, Revision = revision, Variant = variant, Status = CheckupStatus.Waiting, AskedBy = askedBy, AskedAt = at };

    /// <summary>Exercises as written before their variants, and of those the oldest that waits; what an earlier process left running waits again.</summary>
    public async Task<Checkup?> NextAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Checkups.AsNoTracking().Where(Open).OrderBy(row => row.Variant != null).ThenBy(row => row.AskedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Of exercises as written the oldest that waits; <paramref name="incidents"/> are the slugs that name no exercise.</summary>
    public async Task<Checkup?> NextAsync(IEnumerable<string> incidents, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Checkups.AsNoTracking().Where(Open).Where(row => row.Variant == null && !incidents.Contains(row.Slug)).OrderBy(row => row.AskedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>False when it was stopped meanwhile.</summary>
    public Task<bool> BeginAsync(Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(id, set => set.SetProperty(row => row.Status, CheckupStatus.Running).SetProperty(row => row.StartedAt, time.GetUtcNow()).SetProperty(row => row.Answers, (string?)null), cancellationToken);

    /// <summary>Keeps what is known so far: answers of an exercise, or plays of an incident.</summary>
    public Task SaveAsync<T>(Guid id, IReadOnlyList<T> answers, CancellationToken cancellationToken)
    {
        var json = StoredJson.Write(answers);
        return ChangeAsync(id, set => set.SetProperty(row => row.Answers, json), cancellationToken);
    }

    public Task EndAsync(Guid id, bool good, CancellationToken cancellationToken) => EndAsync(id, good ? CheckupStatus.Good : CheckupStatus.Bad, null, cancellationToken);

    public Task FailAsync(Guid id, string why, CancellationToken cancellationToken) => EndAsync(id, CheckupStatus.Failed, why.Length > WhyLength ? why[..WhyLength] : why, cancellationToken);

    /// <summary>Stops what waits or runs of an exercise or incident as written, or of an exercise's variants; which ones those were.</summary>
    public async Task<IReadOnlyCollection<Guid>> StopAsync(string slug, bool variants, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await context.Checkups.Where(Open).Where(row => row.Slug == slug && row.Variant != null == variants).Select(row => row.Id).ToListAsync(cancellationToken);
        await context.Checkups.Where(Open).Where(row => open.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, CheckupStatus.Stopped).SetProperty(row => row.EndedAt, time.GetUtcNow()), cancellationToken);
        return open;
    }

    /// <summary>What goes before a checkup, in words, or null when it may go on: every learner's hand-in, and where there are many of them to prove, or each takes minutes, everybody whose clock runs.</summary>
    public async Task<string?> HeldByAsync(bool behindSittings, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (behindSittings && await context.Sittings.AnyAsync(row => row.Status == SittingStatus.Running, cancellationToken))
            return "an assessment that somebody is sitting";
        return await context.Submissions.AnyAsync(row => row.Status == SubmissionStatus.Queued || row.Status == SubmissionStatus.Running, cancellationToken) ? "a learner's hand-in" : null;
    }

    private Task<bool> EndAsync(Guid id, CheckupStatus status, string? why, CancellationToken cancellationToken) =>
        ChangeAsync(id, set => set.SetProperty(row => row.Status, status).SetProperty(row => row.EndedAt, time.GetUtcNow()).SetProperty(row => row.Why, why), cancellationToken);

    /// <summary>False when it is over already: what was stopped stays stopped.</summary>
    private async Task<bool> ChangeAsync(Guid id, Action<UpdateSettersBuilder<Checkup>> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Checkups.Where(row => row.Id == id).Where(Open).ExecuteUpdateAsync(change, cancellationToken) > 0;
    }
}
