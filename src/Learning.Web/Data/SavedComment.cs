using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>What a mentor wrote a second time and keeps for the third.</summary>
internal sealed class SavedComment
{
    public Guid Id { get; init; }
    public required Guid MentorId { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class SavedCommentTable : IEntityTypeConfiguration<SavedComment>
{
    public void Configure(EntityTypeBuilder<SavedComment> builder)
    {
        builder.ToTable("saved_comments");
        builder.HasOne<Learner>().WithMany().HasForeignKey(row => row.MentorId).OnDelete(DeleteBehavior.Cascade);
    }
}
