using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Reviews;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Notifications;

public sealed record NotificationRow(Guid Id, string Text, string Link, DateTimeOffset At, bool Unread);

/// <summary>What somebody was told, for themselves only.</summary>
internal sealed class NotificationDesk(IDbContextFactory<LabContext> contexts, CurrentLearner learner, ReviewFeed feed, PageHandover handover, TimeProvider time)
{
    private const int Most = 100;

    public async Task<int> UnreadAsync(CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Notifications.CountAsync(row => row.LearnerId == mine && row.ReadAt == null, cancellationToken);
    }

    /// <summary>For the page when it opens.</summary>
    public Task<IReadOnlyList<NotificationRow>> OpenAsync(CancellationToken cancellationToken) => handover.ReadAsync("notifications", () => ListAsync(cancellationToken));

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<NotificationRow>> ListAsync(CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Notifications.AsNoTracking().Where(row => row.LearnerId == mine).OrderByDescending(row => row.CreatedAt).Take(Most)
            .Select(row => new NotificationRow(row.Id, row.Text, row.Link, row.CreatedAt, row.ReadAt == null)).ToListAsync(cancellationToken);
    }

    /// <summary>All that were there at this moment, or one.</summary>
    public async Task ReadAsync(Guid? id, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Notifications.Where(row => row.LearnerId == mine && row.ReadAt == null && row.CreatedAt <= now && (id == null || row.Id == id))
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.ReadAt, now), cancellationToken);
        await feed.PublishAsync(mine);
    }

    public async Task<IDisposable> WatchAsync(Func<Task> changed) => feed.Subscribe(await learner.GetIdAsync(), changed);
}
