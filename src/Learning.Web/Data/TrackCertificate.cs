using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>That somebody finished a track, with the evidence. Its address is a secret that its owner may give away.</summary>
internal sealed class TrackCertificate
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required string TrackSlug { get; init; }
    public required string TrackTitle { get; init; }
    /// <summary>The name that it is made out to.</summary>
    public required string Name { get; init; }
    /// <summary>What leads to it, 128 random bits in hex.</summary>
    public required string Code { get; init; }
    /// <summary>JSON: per exercise its title, the submission that passed, when, the engine, the evidence's SHA-256 and the figures that were shown.</summary>
    public required string Evidence { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    /// <summary>Taken back by its owner: the address leads nowhere.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
}

internal sealed class TrackCertificateTable : IEntityTypeConfiguration<TrackCertificate>
{
    public void Configure(EntityTypeBuilder<TrackCertificate> builder)
    {
        builder.ToTable("certificates");
        builder.Property(row => row.TrackSlug).HasMaxLength(100);
        builder.Property(row => row.TrackTitle).HasMaxLength(200);
        builder.Property(row => row.Name).HasMaxLength(PersonTable.NameLength);
        builder.Property(row => row.Code).HasMaxLength(64);
        builder.Property(row => row.Evidence).HasColumnType("jsonb");
        builder.HasIndex(row => row.Code).IsUnique();
        builder.HasIndex(row => new { row.PersonId, row.TrackSlug });
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
