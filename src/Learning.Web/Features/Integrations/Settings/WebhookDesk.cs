using System.Text.Json;
using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Integrations.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations.Settings;

/// <summary>One webhook: what it is told, its secret, and how its messages went. Whose it is, is asked at every act.</summary>
internal sealed class WebhookDesk(IDbContextFactory<LabContext> contexts, HiringTeam team, TargetAddresses addresses, WebhookSecrets secrets, WebhookBell bell, AuditLog audit, TimeProvider time)
{
    public const string TestEvent = "test";
    private const int PageSize = 50;
    /// <summary>How long the secret before still signs.</summary>
    private static readonly TimeSpan ChangeOver = TimeSpan.FromHours(24);

    /// <summary>Null for somebody else's. <paramref name="before"/>: the oldest delivery of the page before.</summary>
    public async Task<WebhookView?> OpenAsync(Guid id, Guid? before, Guid? payload, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } me || await context.Webhooks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && me.OrganisationIds.Contains(row.OrganisationId), cancellationToken) is not { } hook)
            return null;
        var rows = await context.WebhookDeliveries.AsNoTracking().Where(row => row.WebhookId == id && (before == null || row.Id < before)).OrderByDescending(row => row.Id).Take(PageSize + 1)
            .Select(row => new DeliveryRow(row.Id, row.Event, row.CreatedAt, row.Tries, row.StatusCode, row.LastError, row.NextTryAt, row.DeliveredAt)).ToListAsync(cancellationToken);
        var text = payload is null ? null : await context.WebhookDeliveries.Where(row => row.Id == payload && row.WebhookId == id).Select(row => row.Payload).FirstOrDefaultAsync(cancellationToken);
        return new(id, me.Organisations.First(each => each.Id == hook.OrganisationId), hook.Url, hook.Events.Split(' '), hook.CreatedAt, hook.DisabledAt, hook.FailuresInARow,
            hook.EarlierUntil > time.GetUtcNow() ? hook.EarlierUntil : null, [.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id : null, text is null ? null : (payload!.Value, text));
    }

    /// <summary>Why not, or null.</summary>
    public async Task<string?> SaveAsync(Guid id, string url, IReadOnlyList<string> events, CancellationToken cancellationToken)
    {
        if (addresses.Refuse(url.Trim()) is { } refusal)
            return refusal;
        if (HiringSettingsDesk.Known(events) is not { Count: > 0 } asked)
            return "Tick at least one event.";
        return await ActAsync(id, AuditActions.WebhookChanged, hook => (hook.Url, hook.Events) = (url.Trim(), string.Join(' ', asked)), cancellationToken) ? null : HiringSettingsDesk.NotHere;
    }

    /// <summary>The new secret, which is shown this once; null when it is not theirs.</summary>
    public async Task<string?> RenewSecretAsync(Guid id, CancellationToken cancellationToken)
    {
        var (shown, kept) = secrets.New();
        var renewed = await ActAsync(id, AuditActions.WebhookSecretRenewed, hook => (hook.EarlierSecret, hook.EarlierUntil, hook.Secret) = (hook.Secret, time.GetUtcNow() + ChangeOver, kept), cancellationToken);
        return renewed ? shown : null;
    }

    public Task SwitchAsync(Guid id, bool on, CancellationToken cancellationToken) => on
        ? ActAsync(id, AuditActions.WebhookChanged, hook => (hook.DisabledAt, hook.FailuresInARow) = (null, 0), cancellationToken)
        : ActAsync(id, AuditActions.WebhookOff, hook => hook.DisabledAt ??= time.GetUtcNow(), cancellationToken);

    /// <summary>Goes the way of every other message, and stands in the log like one.</summary>
    public async Task TestAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(context, id, cancellationToken) is null)
            return;
        var (now, message) = (time.GetUtcNow(), Guid.CreateVersion7());
        context.WebhookDeliveries.Add(new()
        {
            Id = message, WebhookId = id, Event = TestEvent, CreatedAt = now, NextTryAt = now,
            Payload = JsonSerializer.Serialize(new { id = message, type = TestEvent, created = now, data = new { says = "This is a test of your webhook. Nothing has happened." } }, JsonSerializerOptions.Web),
        });
        await context.SaveChangesAsync(cancellationToken);
        bell.Ring();
    }

    /// <summary>The same message once more, with all its tries; its id stays, by which a receiver knows it.</summary>
    public async Task SendAgainAsync(Guid id, Guid delivery, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(context, id, cancellationToken) is null)
            return;
        await context.WebhookDeliveries.Where(row => row.Id == delivery && row.WebhookId == id)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.NextTryAt, now).SetProperty(each => each.Tries, 0).SetProperty(each => each.DeliveredAt, (DateTimeOffset?)null), cancellationToken);
        bell.Ring();
    }

    public async Task<Guid?> RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(context, id, cancellationToken) is not { } found)
            return null;
        context.Webhooks.Remove(found.Hook);
        context.AuditEntries.Add(audit.Entry(AuditActions.WebhookRemoved, found.Me, id));
        await context.SaveChangesAsync(cancellationToken);
        return found.Hook.OrganisationId;
    }

    private async Task<bool> ActAsync(Guid id, string action, Action<Webhook> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(context, id, cancellationToken) is not { } found)
            return false;
        change(found.Hook);
        context.AuditEntries.Add(audit.Entry(action, found.Me, id));
        await context.SaveChangesAsync(cancellationToken);
        bell.Ring();
        return true;
    }

    private async Task<(Guid Me, Webhook Hook)?> MineAsync(LabContext context, Guid id, CancellationToken cancellationToken) =>
        await team.FindAsync(context, cancellationToken) is { } me && await context.Webhooks.FirstOrDefaultAsync(row => row.Id == id && me.OrganisationIds.Contains(row.OrganisationId), cancellationToken) is { } hook ? (me.Id, hook) : null;
}
