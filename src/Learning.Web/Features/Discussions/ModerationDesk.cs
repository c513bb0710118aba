using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Discussions;

/// <summary>Why somebody reported a post.</summary>
public sealed record ReportRow(string Reporter, string Reason, DateTimeOffset At);

/// <summary>A post that was reported. <c>Body</c>: empty once its author has erased it.</summary>
public sealed record ReportedPost(Guid Id, string Place, string Title, string Link, string Author, string Body, DateTimeOffset At, bool IsDeleted, DateTimeOffset? HiddenAt, IReadOnlyList<ReportRow> Reports);

/// <summary>Reported posts, for administrators, who are asked at every act whether they still are. What is settled is written to the audit log.</summary>
internal sealed class ModerationDesk(IDbContextFactory<LabContext> contexts, CurrentLearner current, DiscussionPlaces places, AuditLog audit, ReviewFeed feed, TimeProvider time)
{
    /// <summary>Open reports, oldest first.</summary>
    public Task<IReadOnlyList<ReportedPost>> OpenAsync(CancellationToken cancellationToken) =>
        ReadAsync(context => context.DiscussionPosts.Where(row => row.HiddenAt == null && context.DiscussionReports.Any(report => report.PostId == row.Id && report.SettledAt == null)), isOpen: true, cancellationToken);

    /// <summary>The newest 50 that are hidden.</summary>
    public Task<IReadOnlyList<ReportedPost>> HiddenAsync(CancellationToken cancellationToken) =>
        ReadAsync(context => context.DiscussionPosts.Where(row => row.HiddenAt != null).OrderByDescending(row => row.HiddenAt).Take(50), isOpen: false, cancellationToken);

    /// <summary>Hides the post, or keeps it (and shows it again where it was hidden). All its reports are settled by that. Null: done.</summary>
    public async Task<string?> SettleAsync(Guid id, bool hide, CancellationToken cancellationToken)
    {
        var (me, now) = (await current.GetIdAsync(), time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var found = await context.DiscussionPosts.FromSql($"SELECT * FROM discussion_posts WHERE id = {id} FOR UPDATE").ToListAsync(cancellationToken);
        if (!await IsAdministratorAsync(context, me, cancellationToken))
            return "You are not an administrator any more, so nothing was done.";
        if (found is not [var post])
            return DiscussionRules.NotHere;
        var settled = await context.DiscussionReports.Where(row => row.PostId == id && row.SettledAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.SettledAt, now).SetProperty(each => each.SettledBy, me), cancellationToken);
        if (settled > 0 || hide != post.HiddenAt is not null) // the second of two tabs has nothing to say
            context.AuditEntries.Add(audit.Entry(hide ? AuditActions.PostHidden : AuditActions.PostKept, me, post.AuthorId, post.Place));
        post.HiddenAt = hide ? post.HiddenAt ?? now : null;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (places.Find(post.Place) is { } place)
            await feed.PublishAsync(place.Channel);
        return null;
    }

    private async Task<IReadOnlyList<ReportedPost>> ReadAsync(Func<LabContext, IQueryable<DiscussionPost>> which, bool isOpen, CancellationToken cancellationToken)
    {
        var me = await current.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await IsAdministratorAsync(context, me, cancellationToken))
            return [];
        var posts = await which(context).AsNoTracking().Select(row => new { Post = row, Author = context.People.Where(person => person.Id == row.AuthorId).Select(person => person.Name).FirstOrDefault() }).ToListAsync(cancellationToken);
        var ids = posts.Select(row => row.Post.Id).ToList();
        var reports = (await context.DiscussionReports.AsNoTracking().Where(row => ids.Contains(row.PostId) && (!isOpen || row.SettledAt == null)).OrderBy(row => row.At)
            .Select(row => new { row.PostId, Row = new ReportRow(context.People.Where(person => person.Id == row.ReporterId).Select(person => person.Name).First(), row.Reason, row.At) }).ToListAsync(cancellationToken)).ToLookup(row => row.PostId, row => row.Row);
        var all = posts.Select(row => new ReportedPost(
            row.Post.Id, row.Post.Place, places.Find(row.Post.Place)?.Title ?? row.Post.Place, $"/{row.Post.Place}?discussion={row.Post.ParentId ?? row.Post.Id}",
            row.Author ?? "somebody who has left", row.Post.Body, row.Post.CreatedAt, row.Post.DeletedAt is not null, row.Post.HiddenAt, [.. reports[row.Post.Id]]));
        return isOpen ? [.. all.OrderBy(post => post.Reports[0].At)] : [.. all];
    }

    private static Task<bool> IsAdministratorAsync(LabContext context, Guid me, CancellationToken cancellationToken) =>
        context.People.AnyAsync(person => person.Id == me && person.DisabledAt == null && person.Roles.Any(row => row.Role == Roles.Administrator), cancellationToken);
}

internal static class DiscussionRegistration
{
    public static void AddDiscussions(this IServiceCollection services) => services.AddSingleton<DiscussionPlaces>().AddScoped<DiscussionDesk>().AddScoped<ModerationDesk>();
}
