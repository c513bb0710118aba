using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>That somebody has read a lesson (track/slug) to its end.</summary>
internal sealed class LessonRead
{
    public Guid LearnerId { get; init; }
    public string Lesson { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

internal sealed class LessonReadTable : IEntityTypeConfiguration<LessonRead>
{
    public void Configure(EntityTypeBuilder<LessonRead> builder)
    {
        builder.ToTable("lesson_reads");
        builder.HasKey(read => new { read.LearnerId, read.Lesson });
        builder.Property(read => read.Lesson).HasMaxLength(200);
        builder.HasOne<Learner>().WithMany().HasForeignKey(read => read.LearnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
