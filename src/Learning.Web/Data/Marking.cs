using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>One marker's scores by the rubric. Nobody but its marker reads it before both are signed.</summary>
internal sealed class Marking
{
    public required Guid Id { get; init; }
    public required Guid SittingId { get; init; }
    public required Guid MarkerId { get; init; }
    /// <summary>JSON: rubric key → <c>{score, note}</c>.</summary>
    public required string Scores { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? SignedAt { get; set; }
    public int Version { get; set; }
}

/// <summary>What two markers settled on after talking about a row that they saw differently.</summary>
internal sealed class MarkingTalk
{
    public required Guid SittingId { get; init; }
    public required string RubricKey { get; init; }
    public required int Score { get; set; }
    public required string Note { get; set; }
    public required Guid By { get; set; }
    public required DateTimeOffset At { get; set; }
}

public enum HiringOutcome { Invite, TalkFirst, Decline }

/// <summary>A named person's decision, with reasons. Rows are only added: the newest counts, earlier ones stay.</summary>
internal sealed class HiringDecision
{
    public required Guid Id { get; init; }
    public required Guid SittingId { get; init; }
    public required Guid DecidedBy { get; init; }
    /// <summary>As they were called then: the record must say who, also when they have left.</summary>
    public required string DeciderName { get; init; }
    public required HiringOutcome Outcome { get; init; }
    /// <summary>Markdown with evidence marks. The candidate may read it.</summary>
    public required string Reasons { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>A candidate contests one check. It is judged again from the evidence by the engine of now; a person decides what that changes.</summary>
internal sealed class Appeal
{
    public required Guid Id { get; init; }
    public required Guid SittingId { get; init; }
    public required int Position { get; init; }
    public required string Check { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    /// <summary>JSON of what judging again gave, beside what was given.</summary>
    public string? Rejudged { get; set; }
    public DateTimeOffset? RejudgedAt { get; set; }
    public string? Answer { get; set; }
    public Guid? AnsweredBy { get; set; }
    public string? AnswererName { get; set; }
    public bool? Upheld { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
}

internal sealed class MarkingTable : IEntityTypeConfiguration<Marking>
{
    public void Configure(EntityTypeBuilder<Marking> builder)
    {
        builder.ToTable("markings");
        builder.Property(row => row.Scores).HasColumnType("jsonb");
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.SittingId, row.MarkerId }).IsUnique();
        builder.HasOne<Sitting>().WithMany().HasForeignKey(row => row.SittingId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MarkingTalkTable : IEntityTypeConfiguration<MarkingTalk>
{
    public void Configure(EntityTypeBuilder<MarkingTalk> builder)
    {
        builder.ToTable("marking_talks");
        builder.HasKey(row => new { row.SittingId, row.RubricKey });
        builder.Property(row => row.RubricKey).HasMaxLength(40);
        builder.Property(row => row.Note).HasMaxLength(2000);
        builder.HasOne<Sitting>().WithMany().HasForeignKey(row => row.SittingId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class HiringDecisionTable : IEntityTypeConfiguration<HiringDecision>
{
    public const int ReasonsLength = 8000;

    public void Configure(EntityTypeBuilder<HiringDecision> builder)
    {
        builder.ToTable("hiring_decisions");
        builder.Property(row => row.DeciderName).HasMaxLength(PersonTable.NameLength);
        builder.Property(row => row.Outcome).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.Reasons).HasMaxLength(ReasonsLength);
        builder.HasIndex(row => new { row.SittingId, row.At });
        builder.HasOne<Sitting>().WithMany().HasForeignKey(row => row.SittingId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AppealTable : IEntityTypeConfiguration<Appeal>
{
    public void Configure(EntityTypeBuilder<Appeal> builder)
    {
        builder.ToTable("appeals");
        builder.Property(row => row.Check).HasMaxLength(200);
        builder.Property(row => row.Reason).HasMaxLength(2000);
        builder.Property(row => row.Rejudged).HasColumnType("jsonb");
        builder.Property(row => row.Answer).HasMaxLength(4000);
        builder.Property(row => row.AnswererName).HasMaxLength(PersonTable.NameLength);
        builder.HasIndex(row => row.SittingId);
        builder.HasOne<Sitting>().WithMany().HasForeignKey(row => row.SittingId).OnDelete(DeleteBehavior.Cascade);
    }
}
