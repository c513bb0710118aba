using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

internal sealed class SubmissionTable : IEntityTypeConfiguration<Submission>
{
    /// <summary>Keeps a learner to one submission at a time per exercise, whatever the browser tabs do.</summary>
    public const string OneAtATime = "ix_submissions_one_at_a_time";

    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("submissions");
        builder.Property(row => row.ExerciseSlug).HasMaxLength(100);
        builder.Property(row => row.Revision).HasMaxLength(32);
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.Verdict).HasConversion<string>().HasMaxLength(30);
        builder.Property(row => row.Progress).HasColumnType("jsonb");
        builder.Property(row => row.Report).HasColumnType("jsonb");
        builder.HasOne<Learner>().WithMany().HasForeignKey(row => row.LearnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.LearnerId, row.ExerciseSlug, row.Number }).IsUnique();
        builder.HasIndex(row => new { row.LearnerId, row.CreatedAt });
        builder.HasIndex(row => new { row.LearnerId, row.ExerciseSlug }, OneAtATime).IsUnique().HasFilter("status IN ('Queued', 'Running')");
        builder.HasIndex(row => row.CreatedAt, "ix_submissions_waiting").HasFilter("status IN ('Queued', 'Running')");
        builder.HasIndex(row => row.GradedAt);
    }
}
