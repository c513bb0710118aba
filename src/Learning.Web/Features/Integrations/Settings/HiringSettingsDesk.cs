using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Integrations.Api;
using Learning.Web.Features.Integrations.Webhooks;
using Learning.Web.Features.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations.Settings;

/// <summary>What a hiring manager sets up for an organisation: tokens and webhooks. Whether they hire for it is asked at every act.</summary>
internal sealed class HiringSettingsDesk(IDbContextFactory<LabContext> contexts, HiringTeam team, TargetAddresses addresses, WebhookSecrets secrets, AuditLog audit, TimeProvider time)
{
    public const string NotHere = "This is not here any more, or not yours.";
    private const int MostTokens = 50;
    private const int MostWebhooks = 10;

    /// <summary>Of the organisation that is named, else of the first. Null for whoever hires for nobody there.</summary>
    public async Task<HiringSettingsView?> OpenAsync(Guid? organisation, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } me || me.Organisations.FirstOrDefault(each => organisation is null || each.Id == organisation) is not { } mine)
            return null;
        var tokens = await context.ApiTokens.AsNoTracking().Where(row => row.OrganisationId == mine.Id).OrderBy(row => row.RevokedAt != null).ThenByDescending(row => row.CreatedAt)
            .Select(row => new TokenRow(row.Id, row.Name, row.Prefix, row.Scopes, row.CreatedAt, row.ExpiresAt, row.LastUsedAt, row.RevokedAt)).ToListAsync(cancellationToken);
        var hooks = await context.Webhooks.AsNoTracking().Where(row => row.OrganisationId == mine.Id).OrderBy(row => row.CreatedAt)
            .Select(row => new WebhookRow(row.Id, row.Url, row.Events, row.DisabledAt, context.WebhookDeliveries.Count(each => each.WebhookId == row.Id && each.NextTryAt != null),
                context.WebhookDeliveries.Where(each => each.WebhookId == row.Id).Max(each => each.DeliveredAt))).ToListAsync(cancellationToken);
        return new(mine, me.Organisations, tokens, hooks, await Retention.ListAsync(context, mine.Id, cancellationToken),
            await context.Candidates.CountAsync(row => row.OrganisationId == mine.Id && row.AnonymisedAt != null, cancellationToken));
    }

    /// <summary>The token, which is shown this once, or why there is none.</summary>
    public async Task<(string? Token, string? Refusal)> MakeTokenAsync(Guid organisation, string name, IReadOnlyList<string> scopes, int? days, CancellationToken cancellationToken)
    {
        var asked = ApiScopes.All.Select(scope => scope.Name).Where(scope => scopes.Contains(scope, StringComparer.Ordinal)).ToList();
        if (asked.Count == 0)
            return (null, "Tick at least one thing that the token may do.");
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(context, organisation, cancellationToken) is not { } me)
            return (null, NotHere);
        if (await context.ApiTokens.CountAsync(row => row.OrganisationId == organisation && row.RevokedAt == null, cancellationToken) >= MostTokens)
            return (null, $"There are {MostTokens} tokens already. Revoke one that is not used any more.");
        var (token, prefix, hash) = ApiTokens.New();
        var now = time.GetUtcNow();
        var row = new ApiToken { Id = Guid.CreateVersion7(), OrganisationId = organisation, Name = name.Trim(), Prefix = prefix, Hash = hash, Scopes = string.Join(' ', asked), CreatedBy = me, CreatedAt = now, ExpiresAt = days is { } some ? now.AddDays(some) : null };
        context.ApiTokens.Add(row);
        context.AuditEntries.Add(audit.Entry(AuditActions.ApiTokenMade, me, row.Id, $"{prefix}… {row.Scopes}"));
        await context.SaveChangesAsync(cancellationToken);
        return (token, null);
    }

    public async Task RevokeTokenAsync(Guid organisation, Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(context, organisation, cancellationToken) is not { } me)
            return;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.ApiTokens.Where(row => row.Id == id && row.OrganisationId == organisation && row.RevokedAt == null).ExecuteUpdateAsync(row => row.SetProperty(each => each.RevokedAt, now), cancellationToken) == 0)
            return;
        context.AuditEntries.Add(audit.Entry(AuditActions.ApiTokenRevoked, me, id));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The new one's id and its secret, which is shown this once, or why there is none.</summary>
    public async Task<(Guid Id, string? Secret, string? Refusal)> AddWebhookAsync(Guid organisation, string url, IReadOnlyList<string> events, CancellationToken cancellationToken)
    {
        if (addresses.Refuse(url.Trim()) is { } refusal)
            return (default, null, refusal);
        if (Known(events) is not { Count: > 0 } asked)
            return (default, null, "Tick at least one event.");
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(context, organisation, cancellationToken) is not { } me)
            return (default, null, NotHere);
        if (await context.Webhooks.CountAsync(row => row.OrganisationId == organisation, cancellationToken) >= MostWebhooks)
            return (default, null, $"There are {MostWebhooks} webhooks already. Remove one first.");
        var (shown, kept) = secrets.New();
        var row = new Webhook { Id = Guid.CreateVersion7(), OrganisationId = organisation, Url = url.Trim(), Secret = kept, Events = string.Join(' ', asked), CreatedAt = time.GetUtcNow() };
        context.Webhooks.Add(row);
        context.AuditEntries.Add(audit.Entry(AuditActions.WebhookMade, me, row.Id, row.Events));
        await context.SaveChangesAsync(cancellationToken);
        return (row.Id, shown, null);
    }

    public static IReadOnlyList<string> Known(IReadOnlyList<string> events) => [.. HiringEventNames.All.Where(name => events.Contains(name, StringComparer.Ordinal))];

    private async Task<Guid?> MineAsync(LabContext context, Guid organisation, CancellationToken cancellationToken) =>
        await team.FindAsync(context, cancellationToken) is { } me && me.OrganisationIds.Contains(organisation) ? me.Id : null;
}
