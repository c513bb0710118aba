using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>One sentence for somebody, and where it leads on this site.</summary>
internal sealed class Notification
{
    public Guid Id { get; init; }
    public required Guid LearnerId { get; init; }
    public required string Text { get; init; }
    public required string Link { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ReadAt { get; set; }
}

internal sealed class NotificationTable : IEntityTypeConfiguration<Notification>
{
    public const int TextLength = 400;

    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.Property(row => row.Text).HasMaxLength(TextLength);
        builder.Property(row => row.Link).HasMaxLength(300);
        builder.HasOne<Learner>().WithMany().HasForeignKey(row => row.LearnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.LearnerId, row.CreatedAt });
    }
}
