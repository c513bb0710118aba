using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>What somebody wrote about an incident, section by section.</summary>
internal sealed class Postmortem
{
    public Guid SessionId { get; init; }
    /// <summary>JSON: section's name → Markdown.</summary>
    public required string Sections { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    /// <summary>Null while it is being written; afterwards nothing changes it.</summary>
    public DateTimeOffset? HandedInAt { get; set; }
    /// <summary>Counts its changes: whoever saves says which one they began from.</summary>
    public int Version { get; set; }
}

internal sealed class PostmortemTable : IEntityTypeConfiguration<Postmortem>
{
    public void Configure(EntityTypeBuilder<Postmortem> builder)
    {
        builder.ToTable("postmortems");
        builder.HasKey(row => row.SessionId);
        builder.Property(row => row.Sections).HasColumnType("jsonb");
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasOne<IncidentSession>().WithOne().HasForeignKey<Postmortem>(row => row.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
