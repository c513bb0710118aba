using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>A mentor's own learners. They come by its link, and only by themselves.</summary>
internal sealed class Cohort
{
    public Guid Id { get; init; }
    public required Guid MentorId { get; init; }
    public required string Name { get; init; }
    /// <summary>The secret part of the link. A new one makes the old link void.</summary>
    public required string JoinCode { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public List<CohortMember> Members { get; } = [];
}

internal sealed class CohortMember
{
    public required Guid CohortId { get; init; }
    public required Guid LearnerId { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }
    public Cohort? Cohort { get; init; }
}

internal sealed class CohortTable : IEntityTypeConfiguration<Cohort>
{
    public const int NameLength = 100;

    public void Configure(EntityTypeBuilder<Cohort> builder)
    {
        builder.ToTable("cohorts");
        builder.Property(row => row.Name).HasMaxLength(NameLength);
        builder.Property(row => row.JoinCode).HasMaxLength(64);
        builder.HasIndex(row => row.JoinCode).IsUnique();
        builder.HasOne<Learner>().WithMany().HasForeignKey(row => row.MentorId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CohortMemberTable : IEntityTypeConfiguration<CohortMember>
{
    public void Configure(EntityTypeBuilder<CohortMember> builder)
    {
        builder.ToTable("cohort_members");
        builder.HasKey(row => new { row.CohortId, row.LearnerId });
        builder.HasOne(row => row.Cohort).WithMany(cohort => cohort.Members).HasForeignKey(row => row.CohortId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Learner>().WithMany().HasForeignKey(row => row.LearnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
