using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>
/// Who did what about whom. Ids and no names, and no foreign keys: an entry outlives the people in it and then says nothing about them.
/// Rows are only ever added.
/// </summary>
internal sealed class AuditEntry
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Null when nobody was signed in, or the program acted by itself.</summary>
    public Guid? ActorId { get; init; }
    public required string Action { get; init; }
    public Guid? SubjectId { get; init; }
    public string? Detail { get; init; }
}

internal sealed class AuditEntryTable : IEntityTypeConfiguration<AuditEntry>
{
    public const int DetailLength = 300;

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.Property(entry => entry.Id).UseIdentityAlwaysColumn();
        builder.Property(entry => entry.Action).HasMaxLength(60);
        builder.Property(entry => entry.Detail).HasMaxLength(DetailLength);
        builder.HasIndex(entry => entry.SubjectId);
        builder.HasIndex(entry => entry.ActorId);
    }
}
