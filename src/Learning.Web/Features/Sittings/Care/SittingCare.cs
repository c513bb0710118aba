using System.Data.Common;
using Learning.Web.Data;
using Learning.Web.Features.Sittings.Defence;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Care;

/// <summary>
/// Looks after every open sitting, whether a browser is open or not: says every few seconds that the site lives, so that the next start knows for how long it did not;
/// stops clocks when the fault is ours; closes at zero; sees to what is left when tasks are closed.
/// </summary>
internal sealed partial class SittingCare(
    IDbContextFactory<LabContext> contexts, SittingPauses pauses, SittingClosing closing, SittingScoring scoring, DefenceCare defence, TimeProvider time, ILogger<SittingCare> logger) : BackgroundService
{
    public const string Site = "site";
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    /// <summary>A silence longer than this was an outage.</summary>
    public static readonly TimeSpan Away = TimeSpan.FromSeconds(15);

    private DateTimeOffset beatenAt;

    /// <summary>Before the site answers: nobody may find their time gone.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await BeatAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (time.GetUtcNow() - beatenAt >= Beat)
                    await BeatAsync(stoppingToken);
                await TendAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Postponed(logger, error); // the database is away, and so are we: the next beat gives the time back
            }
        }
    }

    /// <summary>What lies between the last beat and now was an outage, when it is long. Also one in which this process slept.</summary>
    internal async Task BeatAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Held until it is beaten again: two who look at once would both see the outage.
        var last = (await context.Set<Heartbeat>().FromSql($"SELECT * FROM heartbeats WHERE name = {Site} FOR UPDATE").AsNoTracking().ToListAsync(cancellationToken)).FirstOrDefault();
        var now = time.GetUtcNow();
        if (last?.At is { } from && now - from > Away)
        {
            var stopped = await pauses.AwayAsync(from, now, cancellationToken);
            WasAway(logger, from, now, stopped);
        }
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO heartbeats (name, at) VALUES ({Site}, {now}) ON CONFLICT (name) DO UPDATE SET at = excluded.at", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        beatenAt = now;
    }

    internal async Task TendAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var open = await context.Sittings.AsNoTracking().Where(row => row.Status == SittingStatus.Running || row.Status == SittingStatus.Defending).Include(row => row.Pauses).ToListAsync(cancellationToken);
        foreach (var sitting in open)
            await ApartAsync(sitting.Id, () => TendAsync(sitting, now, cancellationToken));
        var unscored = await context.Sittings.Where(row => row.TasksClosedAt != null && row.AnonymisedAt == null && row.Tasks.Any(task => task.Breakdown == null)).Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var id in unscored)
            await ApartAsync(id, () => SettleAsync(id, cancellationToken));
    }

    private async Task TendAsync(Sitting sitting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (sitting.Status == SittingStatus.Running)
        {
            await pauses.GiveBackFailuresAsync(sitting.Id, cancellationToken);
            await pauses.LookAtGradingAsync(sitting.Id, now, cancellationToken);
        }
        else
        {
            await defence.CloseDueAsync(sitting.Id, cancellationToken);
        }
        await closing.CloseDueAsync(sitting.Id, cancellationToken);
    }

    private async Task SettleAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await closing.SettleAsync(id, cancellationToken))
            return;
        await defence.DrawAsync(id, cancellationToken);
        await scoring.ScoreAsync(id, cancellationToken);
    }

    /// <summary>What is wrong with one sitting keeps no other from its end.</summary>
    private async Task ApartAsync(Guid id, Func<Task> care)
    {
        try
        {
            await care();
        }
        catch (Exception error) when (error is not (OperationCanceledException or DbException))
        {
            NotTended(logger, error, id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The site was away from {From} to {To}; clocks of sittings that stood still: {Count}")]
    private static partial void WasAway(ILogger logger, DateTimeOffset from, DateTimeOffset to, int count);

    [LoggerMessage(LogLevel.Error, "Sitting {Id} could not be looked after; the others are")]
    private static partial void NotTended(ILogger logger, Exception error, Guid id);

    [LoggerMessage(LogLevel.Warning, "Sittings were not looked after for a moment")]
    private static partial void Postponed(ILogger logger, Exception error);
}
