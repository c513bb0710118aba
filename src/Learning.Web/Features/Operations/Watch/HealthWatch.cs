namespace Learning.Web.Features.Operations.Watch;

/// <summary>Looks every half minute, so that the page can say since when something is as it is.</summary>
internal sealed partial class HealthWatch(SiteHealth health, TimeProvider time, ILogger<HealthWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await health.LookAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Missed(logger, error);
            }
        }
        while (await clock.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Debug, "A look at the site's health was missed")]
    private static partial void Missed(ILogger logger, Exception error);
}
