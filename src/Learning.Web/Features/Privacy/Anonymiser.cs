using Learning.Web.Data;
using Learning.Web.Features.Sittings.Care;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Privacy;

/// <summary>Makes candidates anonymous when their time is over, and takes away previews that nobody ended; by itself, once an hour.</summary>
internal sealed partial class Anonymiser(Anonymity anonymity, IDbContextFactory<LabContext> contexts, TimeProvider time, ILogger<Anonymiser> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Postponed(logger, error);
            }
            await Task.Delay(Round, time, stoppingToken);
        }
    }

    /// <summary>All that is due now. One at a time and each in a transaction of its own: one that fails keeps no other.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        IReadOnlyList<KeptCandidate> kept;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await Previews.DeleteAsync(context, now - Previews.Kept, cancellationToken) is > 0 and var previews)
                Left(logger, previews);
            kept = await Retention.ListAsync(context, organisation: null, cancellationToken);
        }
        foreach (var candidate in kept)
        {
            foreach (var sitting in candidate.Sittings.Where(each => each.Until <= now))
            {
                await anonymity.TakeTextsAsync(sitting.Id, cancellationToken);
                Texts(logger, sitting.Id);
            }
            if (candidate.Until is { } until && until <= now && await anonymity.TakeNameAsync(candidate.Id, cancellationToken))
                Name(logger, candidate.Id);
        }
    }

    [LoggerMessage(LogLevel.Information, "Previews that nobody ended within a day are taken away: {Count}")]
    private static partial void Left(ILogger logger, int count);

    [LoggerMessage(LogLevel.Information, "Texts and events of sitting {Sitting} are taken away: its time is over")]
    private static partial void Texts(ILogger logger, Guid sitting);

    [LoggerMessage(LogLevel.Information, "Candidate {Candidate} is anonymous: its time is over")]
    private static partial void Name(ILogger logger, Guid candidate);

    [LoggerMessage(LogLevel.Warning, "Candidates could not be made anonymous and are tried again in an hour")]
    private static partial void Postponed(ILogger logger, Exception error);
}
