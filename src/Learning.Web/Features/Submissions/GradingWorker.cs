using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Submissions;

/// <summary>Takes ids off the queue, as many at once as there are slots. At start, what an earlier process left comes first.</summary>
internal sealed partial class GradingWorker(
    SubmissionQueue queue, SubmissionLedger ledger, SubmissionGrading grading, IOptions<GradingOptions> options, ILogger<GradingWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waiting = await ledger.RecoverAsync(stoppingToken);
        if (waiting.Count > 0)
            Recovered(logger, waiting.Count);
        var slots = Enumerable.Range(0, options.Value.Slots).Select(_ => WorkAsync(stoppingToken)).ToList();
        foreach (var (learner, id) in waiting)
            queue.Enqueue(learner, id);
        await Task.WhenAll(slots);
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (true)
        {
            var id = await queue.DequeueAsync(stopping);
            try
            {
                while (await grading.GradeAsync(id, stopping))
                    await Task.Delay(TimeSpan.FromSeconds(1), stopping);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // The application database is away. The row keeps its place and is put back at the next start.
                Lost(logger, error, id);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} submissions put back from an earlier run")]
    private static partial void Recovered(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Submission {Id} stays in its row until the next start")]
    private static partial void Lost(ILogger logger, Exception error, Guid id);
}
