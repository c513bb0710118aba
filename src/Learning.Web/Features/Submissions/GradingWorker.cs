using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Submissions;

/// <summary>Takes ids off the queue, as many at once as there are slots. At start, what an earlier process left comes first.</summary>
internal sealed partial class GradingWorker(
    SubmissionQueue queue, SubmissionLedger ledger, SubmissionGrading grading, IOptions<GradingOptions> options, ILogger<GradingWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waiting = await RecoverAsync(stoppingToken);
        var slots = Enumerable.Range(0, options.Value.Slots).Select(_ => WorkAsync(stoppingToken)).ToList();
        foreach (var (learner, id) in waiting)
            queue.Enqueue(learner, id);
        await Task.WhenAll(slots);
    }

    /// <summary>Until it has worked: without it nothing would be graded for as long as this process lives.</summary>
    private async Task<IReadOnlyList<(Guid Learner, Guid Id)>> RecoverAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                var waiting = await ledger.RecoverAsync(stopping);
                if (waiting.Count > 0)
                    Recovered(logger, waiting.Count);
                return waiting;
            }
            catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                NotRecovered(logger, error);
                await Task.Delay(Pause, stopping);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (true)
        {
            var id = await queue.DequeueAsync(stopping);
            for (var again = false; !await GradeAsync(id, again, stopping); again = true)
                await Task.Delay(Pause, stopping);
        }
    }

    /// <summary>False when the application database is away: nothing is known of the row then but that it is this slot's. <c>Again</c>: put it back first, if it got as far as running.</summary>
    private async Task<bool> GradeAsync(Guid id, bool again, CancellationToken stopping)
    {
        try
        {
            if (again)
                await ledger.ReleaseAsync(id, countTry: false, stopping);
            while (await grading.GradeAsync(id, stopping))
                await Task.Delay(Between, stopping);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            Away(logger, error, id);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} submissions put back from an earlier run")]
    private static partial void Recovered(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Nothing is graded until the database answers")]
    private static partial void NotRecovered(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Error, "Submission {Id} is begun again when the database answers")]
    private static partial void Away(ILogger logger, Exception error, Guid id);
}
