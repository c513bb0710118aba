using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>Lets a program of an organisation in. Shown once when it is made; only its SHA-256 is kept.</summary>
internal sealed class ApiToken
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Name { get; init; }
    /// <summary>How it begins, to tell tokens apart in lists and logs.</summary>
    public required string Prefix { get; init; }
    public required byte[] Hash { get; init; }
    /// <summary>Words with blanks between.</summary>
    public required string Scopes { get; init; }
    public Guid? CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>An address of an organisation that is told what happens.</summary>
internal sealed class Webhook
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Url { get; set; }
    /// <summary>Signs what is sent; protected at rest with the site's keys.</summary>
    public required string Secret { get; set; }
    /// <summary>The secret before it; what is sent carries both signatures until <see cref="EarlierUntil"/>, so that a receiver can change over.</summary>
    public string? EarlierSecret { get; set; }
    public DateTimeOffset? EarlierUntil { get; set; }
    /// <summary>Names of events with blanks between.</summary>
    public required string Events { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Since when nothing is sent any more: by a person, or after too many failures in a row.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
    /// <summary>Tries that went wrong since the last one that went well.</summary>
    public int FailuresInARow { get; set; }
}

/// <summary>One message to a webhook, and how it went. The row survives a target that hangs and our own restart.</summary>
internal sealed class WebhookDelivery
{
    public required Guid Id { get; init; }
    public required Guid WebhookId { get; init; }
    public required string Event { get; init; }
    /// <summary>What is sent, to the byte.</summary>
    public required string Payload { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Null when it is delivered or given up.</summary>
    public DateTimeOffset? NextTryAt { get; set; }
    public int Tries { get; set; }
    public int? StatusCode { get; set; }
    public string? LastError { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
    /// <summary>The sitting that it is about; it goes with it.</summary>
    public Guid? SittingId { get; init; }
}

internal sealed class ApiTokenTable : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.Property(row => row.Name).HasMaxLength(80);
        builder.Property(row => row.Prefix).HasMaxLength(16);
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.Property(row => row.Scopes).HasMaxLength(300);
        builder.HasIndex(row => row.Hash).IsUnique();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(row => row.OrganisationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WebhookTable : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.Property(row => row.Url).HasMaxLength(500);
        builder.Property(row => row.Secret).HasMaxLength(500);
        builder.Property(row => row.EarlierSecret).HasMaxLength(500);
        builder.Property(row => row.Events).HasMaxLength(500);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(row => row.OrganisationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WebhookDeliveryTable : IEntityTypeConfiguration<WebhookDelivery>
{
    public const int ErrorLength = 500;

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.Property(row => row.Event).HasMaxLength(60);
        builder.Property(row => row.LastError).HasMaxLength(ErrorLength);
        builder.HasOne<Webhook>().WithMany().HasForeignKey(row => row.WebhookId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Sitting>().WithMany().HasForeignKey(row => row.SittingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.NextTryAt, "ix_webhook_deliveries_waiting").HasFilter("next_try_at IS NOT NULL");
        builder.HasIndex(row => new { row.WebhookId, row.CreatedAt });
    }
}
