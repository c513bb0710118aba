using System.Security.Cryptography;
using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Integrations.Webhooks;

/// <summary>What the sender reads and writes of deliveries. The rows decide; a sender that dies loses nothing.</summary>
internal sealed class WebhookRows(IDbContextFactory<LabContext> contexts, IOptions<IntegrationOptions> options, AuditLog audit, TimeProvider time)
{
    /// <summary>After this somebody else may take a message whose sender died.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(16);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);
    /// <summary>How long the log of deliveries goes back.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Webhooks that have something to send now.</summary>
    public async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WebhookDeliveries.Where(row => row.NextTryAt <= now && context.Webhooks.Any(hook => hook.Id == row.WebhookId && hook.DisabledAt == null))
            .GroupBy(row => row.WebhookId).OrderBy(group => group.Min(row => row.NextTryAt)).Select(group => group.Key).ToListAsync(cancellationToken);
    }

    /// <summary>The message of this webhook that is next, counted as tried; null when there is none.</summary>
    public async Task<(Webhook Hook, WebhookDelivery Delivery)?> TakeAsync(Guid hook, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Webhooks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == hook && row.DisabledAt == null, cancellationToken) is not { } found)
            return null;
        // One statement, so that two hosts never send the same.
        var taken = await context.WebhookDeliveries.FromSql(
            $"""
             UPDATE webhook_deliveries SET tries = tries + 1, next_try_at = {now + Lease}
             WHERE id = (SELECT id FROM webhook_deliveries WHERE webhook_id = {hook} AND next_try_at <= {now} ORDER BY next_try_at, id FOR UPDATE SKIP LOCKED LIMIT 1)
             RETURNING *
             """).AsNoTracking().ToListAsync(cancellationToken);
        return taken is [var delivery] ? (found, delivery) : null;
    }

    /// <summary>Writes down how it went. True when this was one failure too many and the webhook is off now.</summary>
    public async Task<bool> SettleAsync(WebhookDelivery delivery, WebhookTry tried, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.WebhookDeliveries.Where(row => row.Id == delivery.Id); // it may have been erased meanwhile
        if (tried.Fault is not { } fault)
        {
            await rows.ExecuteUpdateAsync(row => row.SetProperty(each => each.DeliveredAt, now).SetProperty(each => each.NextTryAt, (DateTimeOffset?)null)
                .SetProperty(each => each.StatusCode, tried.Status).SetProperty(each => each.LastError, (string?)null), cancellationToken);
            await context.Webhooks.Where(row => row.Id == delivery.WebhookId).ExecuteUpdateAsync(row => row.SetProperty(each => each.FailuresInARow, 0), cancellationToken);
            return false;
        }
        DateTimeOffset? next = delivery.Tries >= options.Value.WebhookTries || TriedFor(delivery.Tries) > GivenUpAfter ? null : now + Pause(delivery.Tries);
        var said = fault[..Math.Min(fault.Length, WebhookDeliveryTable.ErrorLength)];
        await rows.ExecuteUpdateAsync(row => row.SetProperty(each => each.NextTryAt, next).SetProperty(each => each.StatusCode, tried.Status).SetProperty(each => each.LastError, said), cancellationToken);
        await context.Webhooks.Where(row => row.Id == delivery.WebhookId).ExecuteUpdateAsync(row => row.SetProperty(each => each.FailuresInARow, each => each.FailuresInARow + 1), cancellationToken);
        if (await context.Webhooks.Where(row => row.Id == delivery.WebhookId && row.DisabledAt == null && row.FailuresInARow >= options.Value.WebhookFailures)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.DisabledAt, now), cancellationToken) == 0)
            return false;
        context.AuditEntries.Add(audit.Entry(AuditActions.WebhookOff, actor: null, delivery.WebhookId, "too many failures in a row"));
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.WebhookDeliveries.Where(row => row.CreatedAt < now - Kept).ExecuteDeleteAsync(cancellationToken);
        await context.ApiAnswers.Where(row => row.At < now.AddDays(-1)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>By its tries and not by its age: one that is sent again, or whose webhook was off for days, is tried as long as a new one.</summary>
    private TimeSpan TriedFor(int tries) => TimeSpan.FromSeconds(Enumerable.Range(1, tries - 1).Select(Seconds).Sum());

    /// <summary>A fifth more or less, so that what failed together does not come back together.</summary>
    private TimeSpan Pause(int tries) => TimeSpan.FromSeconds(Seconds(tries) * (0.8 + RandomNumberGenerator.GetInt32(401) / 1000.0));

    /// <summary>Four times as long each time.</summary>
    private double Seconds(int tries) => Math.Min(options.Value.WebhookFirstPauseSeconds * Math.Pow(4, tries - 1), LongestPause.TotalSeconds);
}
