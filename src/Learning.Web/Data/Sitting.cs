using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>Accepted: the link was used, the clock has not begun. Defending: tasks are closed, two questions about the own evidence are open.</summary>
public enum SittingStatus { Accepted, Running, Defending, HandedIn }

/// <summary>Who closed it: the candidate, or the clock.</summary>
public enum SittingEnd { Candidate, Clock }

/// <summary>
/// One candidate's take of an assessment. Whatever they do in it is done by a learner of its own, <see cref="LearnerId"/>, so that drafts,
/// submissions, evidence and incident labs are owned and guarded as everywhere else. Erasing that learner erases the work.
/// </summary>
internal sealed class Sitting
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required Guid RevisionId { get; init; }
    /// <summary>Null when a manager previews as candidate; such a sitting is in no list and no export.</summary>
    public Guid? InvitationId { get; init; }
    /// <summary>Whose preview it is.</summary>
    public Guid? PreviewBy { get; init; }
    public required Guid LearnerId { get; init; }
    public required SittingStatus Status { get; set; }
    /// <summary>Counts the devices that took the seat. A cookie of an earlier one no longer opens it.</summary>
    public int Seat { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? PractisedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    /// <summary>The time box when it began, in seconds, with the candidate's factor in it. Pauses of ours come on top.</summary>
    public int? AllowedSeconds { get; set; }
    /// <summary>When the tasks were closed. Nothing handed in afterwards counts.</summary>
    public DateTimeOffset? TasksClosedAt { get; set; }
    public DateTimeOffset? HandedInAt { get; set; }
    public SittingEnd? EndedBy { get; set; }
    /// <summary>When the candidate's browser last spoke to us.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }
    /// <summary>What the candidate says of their use of AI tools, where the policy asks for it.</summary>
    public string? AiDeclaration { get; set; }
    /// <summary>Draws variants and questions.</summary>
    public required long Seed { get; init; }
    public DateTimeOffset? AnonymisedAt { get; set; }
    public Invitation? Invitation { get; init; }
    public AssessmentRevision? Revision { get; init; }
    public List<SittingTask> Tasks { get; } = [];
    public List<SittingPause> Pauses { get; } = [];
}

/// <summary>A task as this candidate got it, and what counts of it.</summary>
internal sealed class SittingTask
{
    public required Guid SittingId { get; init; }
    /// <summary>From 1, as in the plan.</summary>
    public required int Position { get; init; }
    public required string Slug { get; init; }
    /// <summary>The variant of the exercise, from 1; null where it has none. For an incident, its seed.</summary>
    public long? Variant { get; init; }
    /// <summary>The hand-in that counts: the best one, the latest of equals.</summary>
    public Guid? SubmissionId { get; set; }
    public Guid? IncidentSessionId { get; set; }
    /// <summary>Of the plan's weight; null until it is graded.</summary>
    public decimal? Points { get; set; }
    /// <summary>JSON: where the points come from, line by line.</summary>
    public string? Breakdown { get; set; }
    public Sitting? Sitting { get; init; }
}

/// <summary>Time that was ours and not the candidate's: the clock stood still. Open while <see cref="To"/> is null.</summary>
internal sealed class SittingPause
{
    public Guid Id { get; init; }
    public required Guid SittingId { get; init; }
    public required DateTimeOffset From { get; init; }
    public DateTimeOffset? To { get; set; }
    /// <summary>A sentence that the candidate is shown.</summary>
    public required string Reason { get; init; }
    public Sitting? Sitting { get; init; }
}

internal sealed class SittingTable : IEntityTypeConfiguration<Sitting>
{
    public const int DeclarationLength = 2000;

    public void Configure(EntityTypeBuilder<Sitting> builder)
    {
        builder.ToTable("sittings");
        builder.Property(row => row.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.EndedBy).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.AiDeclaration).HasMaxLength(DeclarationLength);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(row => row.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(row => row.Revision).WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(row => row.Invitation).WithOne(invitation => invitation.Sitting).HasForeignKey<Sitting>(row => row.InvitationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Learner>().WithOne().HasForeignKey<Sitting>(row => row.LearnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.Status, "ix_sittings_open").HasFilter("status IN ('Running', 'Defending')");
    }
}

internal sealed class SittingTaskTable : IEntityTypeConfiguration<SittingTask>
{
    public void Configure(EntityTypeBuilder<SittingTask> builder)
    {
        builder.ToTable("sitting_tasks");
        builder.HasKey(row => new { row.SittingId, row.Position });
        builder.Property(row => row.Slug).HasMaxLength(100);
        builder.Property(row => row.Points).HasPrecision(7, 2);
        builder.Property(row => row.Breakdown).HasColumnType("jsonb");
        builder.HasOne(row => row.Sitting).WithMany(sitting => sitting.Tasks).HasForeignKey(row => row.SittingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Submission>().WithMany().HasForeignKey(row => row.SubmissionId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<IncidentSession>().WithMany().HasForeignKey(row => row.IncidentSessionId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class SittingPauseTable : IEntityTypeConfiguration<SittingPause>
{
    public void Configure(EntityTypeBuilder<SittingPause> builder)
    {
        builder.ToTable("sitting_pauses");
        builder.Property(row => row.Reason).HasMaxLength(300);
        builder.HasOne(row => row.Sitting).WithMany(sitting => sitting.Pauses).HasForeignKey(row => row.SittingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.SittingId, "ix_sitting_pauses_open").IsUnique().HasFilter("\"to\" IS NULL");
    }
}
