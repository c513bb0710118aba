using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>What somebody typed and has not handed in.</summary>
internal sealed class Draft
{
    public Guid LearnerId { get; init; }
    public string ExerciseSlug { get; init; } = "";
    public string Source { get; set; } = "";
    public DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class DraftTable : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("drafts");
        builder.HasKey(draft => new { draft.LearnerId, draft.ExerciseSlug });
        builder.Property(draft => draft.ExerciseSlug).HasMaxLength(100);
        builder.HasOne<Learner>().WithMany().HasForeignKey(draft => draft.LearnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
