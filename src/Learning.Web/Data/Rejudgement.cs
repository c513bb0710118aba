using Learning.Grading.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>
/// A verdict reached again from the stored evidence, beside the one that was given: the submission's own report is never written over.
/// Rows are written by <c>./dev regrade SUBMISSION</c>.
/// </summary>
internal sealed class Rejudgement
{
    public Guid Id { get; init; }
    public Guid SubmissionId { get; init; }
    public DateTimeOffset JudgedAt { get; init; }
    /// <summary>Version of the engine that judged again.</summary>
    public required string Engine { get; init; }
    public required Verdict Verdict { get; init; }
    public required bool SameVerdict { get; init; }
    /// <summary>JSON of the whole <see cref="Grading.Bundles.Regrade"/>: both reports, differences, notes.</summary>
    public required string Document { get; init; }
}

internal sealed class RejudgementTable : IEntityTypeConfiguration<Rejudgement>
{
    public void Configure(EntityTypeBuilder<Rejudgement> builder)
    {
        builder.ToTable("rejudgements");
        builder.Property(judged => judged.Engine).HasMaxLength(100);
        builder.Property(judged => judged.Verdict).HasConversion<string>().HasMaxLength(30);
        builder.Property(judged => judged.Document).HasColumnType("jsonb");
        builder.HasOne<Submission>().WithMany().HasForeignKey(judged => judged.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(judged => new { judged.SubmissionId, judged.JudgedAt });
    }
}
