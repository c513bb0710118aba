using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>Edit: the answer's text changed, as a splice. Left and Back: the page lost and got the focus. Seat: another device took over.</summary>
public enum SittingEventKind { Edit, Paste, Left, Back, Try, HandIn, Seat, Offline, Online }

/// <summary>What happened in a sitting, for a person to look at. Nothing decides by it.</summary>
internal sealed class SittingEvent
{
    public long Id { get; init; }
    public required Guid SittingId { get; init; }
    /// <summary>The task that was open; 0 outside of tasks.</summary>
    public required int Position { get; init; }
    /// <summary>By the server's clock.</summary>
    public required DateTimeOffset At { get; init; }
    public required SittingEventKind Kind { get; init; }
    /// <summary>JSON by kind. Edit: <c>{at, removed, text}</c> splices of the text before (whoever opens the editor begins with one that replaces all of it), or <c>{note}</c> where no more is kept; Paste: <c>{characters, lines, own}</c>; HandIn and Try: <c>{submission}</c>.</summary>
    public string? Data { get; init; }
}

/// <summary>A question about the candidate's own evidence, and the answer. Drawn when the tasks close.</summary>
internal sealed class DefenceQuestion
{
    public required Guid SittingId { get; init; }
    /// <summary>From 1.</summary>
    public required int Number { get; init; }
    public required int Position { get; init; }
    public required string Question { get; init; }
    /// <summary>The evidence that it is about, as a mark of the task's report (S2, P1, Q6).</summary>
    public required string Mark { get; init; }
    /// <summary>What a good answer holds, for markers only.</summary>
    public required string Guideline { get; init; }
    public DateTimeOffset? AskedAt { get; set; }
    /// <summary>With the candidate's factor in it.</summary>
    public int AllowedSeconds { get; set; }
    public string? Answer { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
}

internal sealed class SittingEventTable : IEntityTypeConfiguration<SittingEvent>
{
    public void Configure(EntityTypeBuilder<SittingEvent> builder)
    {
        builder.ToTable("sitting_events");
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.Data).HasColumnType("jsonb");
        builder.HasOne<Sitting>().WithMany().HasForeignKey(row => row.SittingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.SittingId, row.Position, row.Id });
    }
}

internal sealed class DefenceQuestionTable : IEntityTypeConfiguration<DefenceQuestion>
{
    public const int AnswerLength = 4000;

    public void Configure(EntityTypeBuilder<DefenceQuestion> builder)
    {
        builder.ToTable("defence_questions");
        builder.HasKey(row => new { row.SittingId, row.Number });
        builder.Property(row => row.Question).HasMaxLength(500);
        builder.Property(row => row.Mark).HasMaxLength(40);
        builder.Property(row => row.Guideline).HasMaxLength(1000);
        builder.Property(row => row.Answer).HasMaxLength(AnswerLength);
        builder.HasOne<Sitting>().WithMany().HasForeignKey(row => row.SittingId).OnDelete(DeleteBehavior.Cascade);
    }
}
