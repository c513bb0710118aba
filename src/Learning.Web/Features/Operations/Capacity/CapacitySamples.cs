using Learning.Sandbox.Health;
using Microsoft.EntityFrameworkCore;
using Learning.Web.Data;

namespace Learning.Web.Features.Operations.Capacity;

/// <summary>One look at what stands ready and what waits.</summary>
public sealed record CapacitySample(DateTimeOffset At, int Waiting, int Running, int Clusters, int? Runners, int Labs, int LabsWaiting);

/// <summary>A look every ten seconds, of the last hour, in memory: what the database cannot tell afterwards.</summary>
internal sealed partial class CapacitySamples(SandboxGauges gauges, IDbContextFactory<LabContext> contexts, TimeProvider time, ILogger<CapacitySamples> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private const int Kept = 360;
    private readonly Lock gate = new();
    private readonly Queue<CapacitySample> samples = new(Kept);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<CapacitySample> Latest
    {
        get
        {
            lock (gate)
                return [.. samples];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(Every, time);
        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Missed(logger, error); // the database is away: a gap in the chart says so
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await context.Submissions.CountAsync(row => row.Status == SubmissionStatus.Queued, cancellationToken);
        var running = await context.Submissions.CountAsync(row => row.Status == SubmissionStatus.Running, cancellationToken);
        var figures = gauges.Read();
        var sample = new CapacitySample(time.GetUtcNow(), waiting, running, figures.Shelves.Sum(shelf => shelf.Ready), figures.Runners, figures.Labs.Running, figures.Labs.Waiting);
        lock (gate)
        {
            if (samples.Count == Kept)
                samples.Dequeue();
            samples.Enqueue(sample);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A look at the capacity was missed")]
    private static partial void Missed(ILogger logger, Exception error);
}
