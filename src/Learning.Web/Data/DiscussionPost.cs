using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>Something said under a lesson or an exercise.</summary>
internal sealed class DiscussionPost
{
    public required Guid Id { get; init; }
    /// <summary><c>exercises/slug</c> or <c>learn/track/lesson</c>: the page's path without the first slash.</summary>
    public required string Place { get; init; }
    /// <summary>Null once its author's account is deleted: what others answered to stays, without a name.</summary>
    public Guid? AuthorId { get; set; }
    /// <summary>The post that it answers; answers are one level deep.</summary>
    public Guid? ParentId { get; init; }
    /// <summary>Markdown.</summary>
    public required string Body { get; set; }
    /// <summary>Said by its author to give something of the solution away: folded until the reader has solved the exercise.</summary>
    public bool IsSpoiler { get; set; }
    /// <summary>The author was a mentor when it was written.</summary>
    public bool ByMentor { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EditedAt { get; set; }
    public DateTimeOffset? DeletedAt { get; set; }
    /// <summary>An administrator took it away after a report.</summary>
    public DateTimeOffset? HiddenAt { get; set; }
}

internal sealed class DiscussionReport
{
    public required Guid Id { get; init; }
    public required Guid PostId { get; init; }
    public required Guid ReporterId { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? SettledAt { get; set; }
    public Guid? SettledBy { get; set; }
}

internal sealed class DiscussionPostTable : IEntityTypeConfiguration<DiscussionPost>
{
    public const int BodyLength = 8000;

    public void Configure(EntityTypeBuilder<DiscussionPost> builder)
    {
        builder.ToTable("discussion_posts");
        builder.Property(row => row.Place).HasMaxLength(200);
        builder.Property(row => row.Body).HasMaxLength(BodyLength);
        builder.HasIndex(row => new { row.Place, row.CreatedAt });
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<DiscussionPost>().WithMany().HasForeignKey(row => row.ParentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DiscussionReportTable : IEntityTypeConfiguration<DiscussionReport>
{
    public void Configure(EntityTypeBuilder<DiscussionReport> builder)
    {
        builder.ToTable("discussion_reports");
        builder.Property(row => row.Reason).HasMaxLength(500);
        builder.HasIndex(row => new { row.PostId, row.ReporterId }).IsUnique();
        builder.HasOne<DiscussionPost>().WithMany().HasForeignKey(row => row.PostId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ReporterId).OnDelete(DeleteBehavior.Cascade);
    }
}
