using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>Where a review stands. A claim that has lapsed is as good as none, whatever the row says.</summary>
public enum ReviewState { Waiting, Claimed, ChangesAsked, Approved, Withdrawn }

/// <summary>A learner asks for a mentor's look: at a submission, or at the postmortem of an incident session. Each iteration is a row of its own.</summary>
internal sealed class Review
{
    public Guid Id { get; init; }
    public required Guid LearnerId { get; init; }
    public Guid? SubmissionId { get; init; }
    public Guid? SessionId { get; init; }
    /// <summary>The exercise's, or the incident's.</summary>
    public required string Slug { get; init; }
    /// <summary>Counts the learner's requests about this exercise or session from 1; withdrawn ones do not count.</summary>
    public required int Round { get; init; }
    /// <summary>Hash of what the code did; the same for those that behave alike. Null for postmortems and where nothing ran.</summary>
    public string? Behaviour { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public ReviewState State { get; set; }
    /// <summary>A person. No foreign key: what they did outlives them.</summary>
    public Guid? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }
    public DateTimeOffset? ClaimUntil { get; set; }
    /// <summary>Approved or ChangesAsked. Taken at <see cref="DecidedAt"/>, and the state some seconds later, until when it can be undone.</summary>
    public ReviewState? Decision { get; set; }
    public Guid? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    /// <summary>One grade per row of the rubric, 1 to 4; 0 while none is given.</summary>
    public int[] Rubric { get; set; } = [0, 0, 0, 0];
    /// <summary>For the learner, Markdown.</summary>
    public string? Summary { get; set; }
    /// <summary>Counts its changes.</summary>
    public int Version { get; set; }
}

internal sealed class ReviewTable : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.ToTable("reviews", table => table.HasCheckConstraint("ck_reviews_one_subject", "(submission_id IS NULL) <> (session_id IS NULL)"));
        builder.Property(row => row.Slug).HasMaxLength(100);
        builder.Property(row => row.Behaviour).HasMaxLength(64);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.Decision).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasOne<Learner>().WithMany().HasForeignKey(row => row.LearnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Submission>().WithMany().HasForeignKey(row => row.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<IncidentSession>().WithMany().HasForeignKey(row => row.SessionId).OnDelete(DeleteBehavior.Cascade);
        // Two tabs that ask at once make one request.
        builder.HasIndex(row => row.SubmissionId, "ix_reviews_open_submission").IsUnique().HasFilter("state IN ('Waiting', 'Claimed')");
        builder.HasIndex(row => row.SessionId, "ix_reviews_open_session").IsUnique().HasFilter("state IN ('Waiting', 'Claimed')");
        builder.HasIndex(row => row.RequestedAt, "ix_reviews_queue").HasFilter("state IN ('Waiting', 'Claimed')");
        builder.HasIndex(row => row.DecidedAt);
    }
}
