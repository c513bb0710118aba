using Learning.Web.Data;
using Learning.Web.Features.Sittings.Defence;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Care;

/// <summary>
/// Looks after every open sitting, whether a browser is open or not: says every few seconds that the site lives, so that the next start knows for how long it did not;
/// stops clocks when the fault is ours; closes at zero; sees to what is left when tasks are closed. The beat waits for none of the rest: to be slow is no outage.
/// </summary>
internal sealed partial class SittingCare(
    IDbContextFactory<LabContext> contexts, SittingPauses pauses, SittingClosing closing, SittingScoring scoring, DefenceCare defence, TimeProvider time, ILogger<SittingCare> logger) : BackgroundService
{
    public const string Site = "site";
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    /// <summary>A silence longer than this was an outage.</summary>
    public static readonly TimeSpan Away = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    /// <summary>Sittings at once: when one waits, for a lab that ends or for its candidate's own act, the others do not.</summary>
    private const int AtOnce = 8;

    /// <summary>In ticks of UTC.</summary>
    private long beatenAt;

    /// <summary>Before the site answers: nobody may find their time gone.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await BeatAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(EveryAsync(Beat, BeatAsync, stoppingToken), EveryAsync(Look, LookAsync, stoppingToken));

    /// <summary>After an outage its time is given back first: nobody's clock may run out over it.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow().UtcTicks - Volatile.Read(ref beatenAt) > Away.Ticks)
            await BeatAsync(cancellationToken);
        await TendAsync(cancellationToken);
    }

    private async Task EveryAsync(TimeSpan period, Func<CancellationToken, Task> care, CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(period, time);
        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await care(stoppingToken);
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
        Volatile.Write(ref beatenAt, now.UtcTicks);
    }

    private async Task TendAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await context.Sittings.Where(row => row.Status == SittingStatus.Running || row.Status == SittingStatus.Defending).Select(row => new { row.Id, row.Status }).ToListAsync(cancellationToken);
        await EachAsync(open, row => row.Id, (row, cancel) => TendAsync(row.Id, row.Status, cancel), cancellationToken);
        var unscored = await context.Sittings.Where(row => row.TasksClosedAt != null && row.AnonymisedAt == null && row.Tasks.Any(task => task.Breakdown == null)).Select(row => row.Id).ToListAsync(cancellationToken);
        await EachAsync(unscored, id => id, SettleAsync, cancellationToken);
    }

    private async Task TendAsync(Guid id, SittingStatus status, CancellationToken cancellationToken)
    {
        if (status == SittingStatus.Running)
        {
            await pauses.GiveBackFailuresAsync(id, cancellationToken);
            await pauses.LookAtGradingAsync(id, time.GetUtcNow(), cancellationToken);
        }
        else
        {
            await defence.CloseDueAsync(id, cancellationToken);
        }
        await closing.CloseDueAsync(id, cancellationToken);
    }

    private async Task SettleAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await closing.SettleAsync(id, cancellationToken))
            return;
        await defence.DrawAsync(id, cancellationToken);
        await scoring.ScoreAsync(id, cancellationToken);
    }

    /// <summary>Each step opens a context of its own.</summary>
    private Task EachAsync<T>(IEnumerable<T> all, Func<T, Guid> id, Func<T, CancellationToken, Task> care, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (each, cancel) => await ApartAsync(id(each), () => care(each, cancel)));

    /// <summary>What is wrong with one sitting keeps no other from its end.</summary>
    private async Task ApartAsync(Guid id, Func<Task> care)
    {
        try
        {
            await care();
        }
        catch (Exception error) when (error is not OperationCanceledException)
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
