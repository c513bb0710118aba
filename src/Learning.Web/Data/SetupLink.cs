using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>A link that makes the first administrator. Only its hash is kept; all links are void once there is one.</summary>
internal sealed class SetupLink
{
    /// <summary>SHA-256 of the link's code, in hex.</summary>
    public required string Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class SetupLinkTable : IEntityTypeConfiguration<SetupLink>
{
    public void Configure(EntityTypeBuilder<SetupLink> builder)
    {
        builder.ToTable("setup_links");
        builder.HasKey(link => link.Hash);
        builder.Property(link => link.Hash).HasMaxLength(64);
    }
}
