using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Integrations.Webhooks;

/// <summary>Sends what <see cref="HiringEvents"/> left. Each target has one place: one that hangs holds up its own messages and nobody else's.</summary>
internal sealed partial class WebhookSender(WebhookRows rows, WebhookClient client, WebhookBell bell, IOptions<IntegrationOptions> options, TimeProvider time, ILogger<WebhookSender> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, byte> _targets = new();
    private DateTimeOffset _swept;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var hook in await rows.DueAsync(stoppingToken))
                {
                    if (_targets.Count >= options.Value.WebhookTargets)
                        break;
                    if (_targets.TryAdd(hook, 0))
                        _ = Task.Run(() => EmptyAsync(hook, stoppingToken), CancellationToken.None);
                }
                if (time.GetUtcNow() - _swept > SweepEvery)
                {
                    await rows.SweepAsync(stoppingToken);
                    _swept = time.GetUtcNow();
                }
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Postponed(logger, error); // the database is away, most likely; nothing that is wrong in one row may end the site
            }
            await bell.WaitAsync(Round, stoppingToken);
        }
    }

    /// <summary>Sends one target's messages, one after the other, until none is due.</summary>
    private async Task EmptyAsync(Guid hook, CancellationToken cancellationToken)
    {
        try
        {
            while (await rows.TakeAsync(hook, cancellationToken) is var (target, delivery))
            {
                var tried = await client.SendAsync(target, delivery, cancellationToken);
                if (tried.Refused)
                    Refused(logger, delivery.Id, hook, tried.Fault!);
                else if (tried.Fault is not null)
                    NotTaken(logger, delivery.Id, hook, delivery.Tries, tried.Fault);
                if (await rows.SettleAsync(delivery, tried, cancellationToken))
                    SwitchedOff(logger, hook, options.Value.WebhookFailures);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the row's lease runs out, and it is sent then
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Postponed(logger, error);
        }
        finally
        {
            _targets.TryRemove(hook, out _);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Message {Id} was not sent to webhook {Hook}: its target is refused. {Fault}")]
    private static partial void Refused(ILogger logger, Guid id, Guid hook, string fault);

    [LoggerMessage(LogLevel.Information, "Webhook {Hook} did not take message {Id} (try {Tries}): {Fault}")]
    private static partial void NotTaken(ILogger logger, Guid id, Guid hook, int tries, string fault);

    [LoggerMessage(LogLevel.Warning, "Webhook {Hook} is switched off after {Failures} failures in a row")]
    private static partial void SwitchedOff(ILogger logger, Guid hook, int failures);

    [LoggerMessage(LogLevel.Warning, "Webhooks could not be read and are tried again")]
    private static partial void Postponed(ILogger logger, Exception error);
}

/// <summary>Wakes the sender before its next round.</summary>
internal sealed class WebhookBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);

    public void Ring() => _rung.Release();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _rung.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _rung.Dispose();
}
