using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary><c>Failed</c>: this machine could not. <c>Stopped</c>: an administrator did not want to wait for it.</summary>
public enum CheckupStatus { Waiting, Running, Good, Bad, Failed, Stopped }

/// <summary>An exercise proves itself: every answer that ships with it is graded, and has to get its declared verdict.</summary>
internal sealed class Checkup
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Revision { get; init; }
    /// <summary>The variant that was proved; null for the exercise as written.</summary>
    public int? Variant { get; init; }
    public required CheckupStatus Status { get; set; }
    /// <summary>Null when the program asked by itself.</summary>
    public Guid? AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>JSON: a line for each answer, with what was declared and what came.</summary>
    public string? Answers { get; set; }
    /// <summary>Why it failed, a sentence, when that is our fault.</summary>
    public string? Why { get; set; }
}

internal sealed class CheckupTable : IEntityTypeConfiguration<Checkup>
{
    public void Configure(EntityTypeBuilder<Checkup> builder)
    {
        builder.ToTable("checkups");
        builder.Property(row => row.Slug).HasMaxLength(100);
        builder.Property(row => row.Revision).HasMaxLength(32);
        builder.Property(row => row.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.Answers).HasColumnType("jsonb");
        builder.Property(row => row.Why).HasMaxLength(500);
        builder.HasIndex(row => new { row.Slug, row.AskedAt });
    }
}
