using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>What an organisation asks of candidates. The plan here is being written; what candidates get is a <see cref="AssessmentRevision"/> of it.</summary>
internal sealed class Assessment
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Name { get; set; }
    /// <summary>JSON of an <see cref="Features.Assessments.AssessmentPlan"/>, as it stands in the builder.</summary>
    public required string Plan { get; set; }
    /// <summary>Counts changes of the plan: whoever saves says which one they began from.</summary>
    public int Version { get; set; }
    /// <summary>Null for one that was made by the API.</summary>
    public Guid? CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public Organisation? Organisation { get; init; }
    public List<AssessmentRevision> Revisions { get; } = [];
}

/// <summary>A published plan. Nothing changes it: everybody who was invited to it gets the same.</summary>
internal sealed class AssessmentRevision
{
    public required Guid Id { get; init; }
    public required Guid AssessmentId { get; init; }
    /// <summary>Counts from 1. Below that, what is frozen for a preview, and nobody is invited to.</summary>
    public required int Number { get; init; }
    public required string Name { get; init; }
    /// <summary>JSON of an <see cref="Features.Assessments.AssessmentPlan"/> with the revision of every task in it.</summary>
    public required string Plan { get; init; }
    public Guid? PublishedBy { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public Assessment? Assessment { get; init; }
}

internal sealed class AssessmentTable : IEntityTypeConfiguration<Assessment>
{
    public const int NameLength = 120;

    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.ToTable("assessments");
        builder.Property(row => row.Name).HasMaxLength(NameLength);
        builder.Property(row => row.Plan).HasColumnType("jsonb");
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasOne(row => row.Organisation).WithMany().HasForeignKey(row => row.OrganisationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AssessmentRevisionTable : IEntityTypeConfiguration<AssessmentRevision>
{
    public void Configure(EntityTypeBuilder<AssessmentRevision> builder)
    {
        builder.ToTable("assessment_revisions");
        builder.Property(row => row.Name).HasMaxLength(AssessmentTable.NameLength);
        builder.Property(row => row.Plan).HasColumnType("jsonb");
        builder.HasIndex(row => new { row.AssessmentId, row.Number }).IsUnique();
        builder.HasOne(row => row.Assessment).WithMany(assessment => assessment.Revisions).HasForeignKey(row => row.AssessmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
