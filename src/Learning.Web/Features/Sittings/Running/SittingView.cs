using Learning.Web.Data;
using Learning.Web.Features.Assessments;

namespace Learning.Web.Features.Sittings.Running;

internal enum TaskState { Untouched, Begun, Waiting, HandedIn, Passed }

/// <summary>A task as its candidate sees it.</summary>
internal sealed record TaskView
{
    public required int Position { get; init; }
    public required TaskKind Kind { get; init; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    /// <summary>How long it should take, with the candidate's factor in it.</summary>
    public required TimeSpan Takes { get; init; }
    public required int Weight { get; init; }
    public required TaskState State { get; init; }
    /// <summary>Null: as many as fit.</summary>
    public int? AttemptsLeft { get; init; }
    /// <summary>Something is typed that was not handed in.</summary>
    public bool HasMore { get; init; }
    /// <summary>Of an incident, what it is drawn with.</summary>
    public long? Seed { get; init; }
    public Guid? IncidentSessionId { get; init; }

    public string Href => FormattableString.Invariant($"/sitting/tasks/{Position}");
}

/// <summary>A sitting as its candidate sees it; immutable, read again after every change.</summary>
internal sealed record SittingView
{
    public required Guid Id { get; init; }
    public required SittingStatus Status { get; init; }
    public required string Name { get; init; }
    public required string Organisation { get; init; }
    public required AssessmentPlan Plan { get; init; }
    public required bool IsPreview { get; init; }
    public required bool HasPractised { get; init; }
    /// <summary>An easy exercise that is no task, to try the tools on.</summary>
    public string? Practice { get; init; }
    public required TimeSpan Allowed { get; init; }
    /// <summary>To defend one answer.</summary>
    public required TimeSpan DefenceAllowed { get; init; }
    public required TimeSpan Left { get; init; }
    public required DateTimeOffset ReadAt { get; init; }
    /// <summary>What is left at a moment after it was read.</summary>
    public TimeSpan LeftAt(DateTimeOffset now) => Paused is not null ? Left : Left - (now - ReadAt) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Why the clock stands still; null while it runs.</summary>
    public string? Paused { get; init; }
    public required IReadOnlyList<(DateTimeOffset From, DateTimeOffset? To, string Reason)> Pauses { get; init; }
    public required IReadOnlyList<TaskView> Tasks { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? TasksClosedAt { get; init; }
    public DateTimeOffset? HandedInAt { get; init; }
    public SittingEnd? EndedBy { get; init; }
    public string? AiDeclaration { get; init; }

    /// <summary>Where this sitting goes on.</summary>
    public string Next => Status switch
    {
        SittingStatus.Accepted => Seats.SeatPages.Start,
        SittingStatus.Running => Tasks[0].Href,
        SittingStatus.Defending => "/sitting/defend",
        _ => Seats.SeatPages.Done,
    };
}
