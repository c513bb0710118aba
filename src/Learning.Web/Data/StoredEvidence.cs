using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>The evidence bundle of a graded submission. Apart from the submission's row, which is read far more often.</summary>
internal sealed class StoredEvidence
{
    public Guid SubmissionId { get; init; }
    /// <summary>Version of the engine that judged.</summary>
    public required string Engine { get; init; }
    /// <summary>SHA-256 of the evidence within, in hex.</summary>
    public required string Sha256 { get; init; }
    /// <summary>JSON in gzip.</summary>
    public required byte[] Bundle { get; init; }
    public DateTimeOffset StoredAt { get; init; }
}

internal sealed class StoredEvidenceTable : IEntityTypeConfiguration<StoredEvidence>
{
    public void Configure(EntityTypeBuilder<StoredEvidence> builder)
    {
        builder.ToTable("evidence");
        builder.HasKey(evidence => evidence.SubmissionId);
        builder.Property(evidence => evidence.Engine).HasMaxLength(100);
        builder.Property(evidence => evidence.Sha256).HasMaxLength(64);
        builder.HasOne<Submission>().WithOne().HasForeignKey<StoredEvidence>(evidence => evidence.SubmissionId).OnDelete(DeleteBehavior.Cascade);
    }
}
