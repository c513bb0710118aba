using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>Waiting: In line for a place. Failed is our fault: the lab never began.</summary>
public enum IncidentStatus { Waiting, Starting, Running, Paused, Ended, Failed }

/// <summary>Somebody's lab of an incident, and all that is left of it. What runs is in the host's memory; the row is what survives.</summary>
internal sealed class IncidentSession
{
    public Guid Id { get; init; }
    public required Guid LearnerId { get; init; }
    public required string Slug { get; init; }
    /// <summary>The incident's revision when the lab began.</summary>
    public required string Revision { get; init; }
    public required long Seed { get; init; }
    public required IncidentStatus Status { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>When somebody last looked at the running lab.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }
    /// <summary>JSON of the <see cref="Grading.Incidents.Records.IncidentRecord"/>, in gzip.</summary>
    public byte[]? Record { get; set; }
    /// <summary>JSON of the <see cref="Grading.Incidents.Scoring.IncidentScore"/> once it has ended.</summary>
    public string? Score { get; set; }
    /// <summary>Why it ended or failed, a sentence.</summary>
    public string? Why { get; set; }
}

internal sealed class IncidentSessionTable : IEntityTypeConfiguration<IncidentSession>
{
    /// <summary>Keeps a learner to one lab at a time, whatever the browser tabs do.</summary>
    public const string OneAtATime = "ix_incident_sessions_one_at_a_time";

    public void Configure(EntityTypeBuilder<IncidentSession> builder)
    {
        builder.ToTable("incident_sessions");
        builder.Property(row => row.Slug).HasMaxLength(100);
        builder.Property(row => row.Revision).HasMaxLength(32);
        builder.Property(row => row.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.Score).HasColumnType("jsonb");
        builder.HasOne<Learner>().WithMany().HasForeignKey(row => row.LearnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.LearnerId, row.CreatedAt });
        builder.HasIndex(row => row.LearnerId, OneAtATime).IsUnique().HasFilter("status IN ('Waiting', 'Starting', 'Running', 'Paused')");
    }
}
