using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Reviews;

/// <summary>Makes decisions effective once they cannot be undone any more. The row holds the time, so neither a reload nor a restart loses one.</summary>
internal sealed partial class ReviewSettlement(IDbContextFactory<LabContext> contexts, ReviewFeed feed, TimeProvider time, ILogger<ReviewSettlement> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await SettleAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Postponed(logger, error); // the database is away, most likely; nothing that is wrong in one row may end the site
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = now - ReviewRules.UndoTime;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var rows = await context.Reviews.FromSql($"SELECT * FROM reviews WHERE state = 'Claimed' AND decision IS NOT NULL AND decided_at <= {due} FOR UPDATE SKIP LOCKED").ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return;
        foreach (var row in rows)
        {
            row.Version++;
            if (!await MayAsync(context, row, cancellationToken))
            {
                // The role went within the ten seconds: the request waits for another mentor, as if nobody had looked.
                (row.State, row.ClaimedBy, row.ClaimedAt, row.ClaimUntil) = (ReviewState.Waiting, null, null, null);
                (row.Decision, row.DecidedBy, row.DecidedAt) = (null, null, null);
                continue;
            }
            row.State = row.Decision!.Value;
            var text = row.State == ReviewState.Approved ? "Your mentor approved what you handed in." : "Your mentor asks for changes. The threads say which.";
            context.Notifications.Add(new() { Id = Guid.CreateVersion7(), LearnerId = row.LearnerId, Text = text, Link = ReviewNews.LinkOf(row), CreatedAt = now });
        }
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await feed.PublishAsync(rows.SelectMany(row => new[] { row.Id, row.LearnerId }));
    }

    private static async Task<bool> MayAsync(LabContext context, Review row, CancellationToken cancellationToken) =>
        await Mentors.FindAsync(context, row.DecidedBy!.Value, cancellationToken) is { } mentor && await Mentors.Of(context, mentor).AnyAsync(each => each.Id == row.Id, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Decisions of reviews could not be settled and are tried again")]
    private static partial void Postponed(ILogger logger, Exception error);
}
