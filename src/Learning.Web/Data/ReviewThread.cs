using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

public enum ReviewThreadKind { Bug, Improvement, Praise }

/// <summary>A conversation at one place of what is reviewed: a line of code, a section of the postmortem, or neither for the whole.</summary>
internal sealed class ReviewThread
{
    public Guid Id { get; init; }
    public required Guid ReviewId { get; init; }
    /// <summary>Counts from 1.</summary>
    public int? Line { get; init; }
    public string? Section { get; init; }
    public required ReviewThreadKind Kind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; set; }
    public List<ReviewComment> Comments { get; } = [];
}

/// <summary>A row of its own for each thing said: nobody writes over anybody.</summary>
internal sealed class ReviewComment
{
    public Guid Id { get; init; }
    public Guid ThreadId { get; init; }
    /// <summary>Null once its author's account is gone.</summary>
    public Guid? AuthorId { get; init; }
    public required bool ByMentor { get; init; }
    /// <summary>Markdown, as it was typed.</summary>
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ReviewThreadTable : IEntityTypeConfiguration<ReviewThread>
{
    public void Configure(EntityTypeBuilder<ReviewThread> builder)
    {
        builder.ToTable("review_threads");
        builder.Property(row => row.Section).HasMaxLength(40);
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Review>().WithMany().HasForeignKey(row => row.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(row => row.Comments).WithOne().HasForeignKey(row => row.ThreadId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReviewCommentTable : IEntityTypeConfiguration<ReviewComment>
{
    public void Configure(EntityTypeBuilder<ReviewComment> builder)
    {
        builder.ToTable("review_comments");
        builder.HasOne<Learner>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.SetNull);
    }
}
