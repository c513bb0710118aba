using Learning.Web.Features.Assessments;
using Learning.Web.Features.Privacy;

namespace Learning.Web.Features.Integrations.Settings;

internal sealed record TokenRow(Guid Id, string Name, string Prefix, string Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary><c>Waiting</c>: Messages on their way.</summary>
internal sealed record WebhookRow(Guid Id, string Url, string Events, DateTimeOffset? DisabledAt, int Waiting, DateTimeOffset? LastDelivered);

/// <summary>The hiring settings of one organisation. <c>Kept</c>: candidates that are not anonymous yet, the next to become so first.</summary>
internal sealed record HiringSettingsView(
    HiringOrganisation Organisation, IReadOnlyList<HiringOrganisation> Organisations, IReadOnlyList<TokenRow> Tokens, IReadOnlyList<WebhookRow> Webhooks, IReadOnlyList<KeptCandidate> Kept, int Anonymous);

internal sealed record DeliveryRow(Guid Id, string Event, DateTimeOffset CreatedAt, int Tries, int? StatusCode, string? LastError, DateTimeOffset? NextTryAt, DateTimeOffset? DeliveredAt);

/// <summary>A webhook with its log. <c>Older</c>: Where the next page begins; <c>Payload</c>: the one that was asked for.</summary>
internal sealed record WebhookView(
    Guid Id, HiringOrganisation Organisation, string Url, IReadOnlyList<string> Events, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt, int FailuresInARow, DateTimeOffset? EarlierUntil,
    IReadOnlyList<DeliveryRow> Deliveries, Guid? Older, (Guid Id, string Text)? Payload);
