using Learning.Web.Data;

namespace Learning.Benchmarks.Assessments;

/// <summary>What the bench asks for before anybody sits: who is invited to a box of how many minutes, with which factor.</summary>
internal sealed record Wanted(int Number, int Minutes, decimal Factor);

internal sealed record Seeded(int Number, Uri Link);

/// <summary>A sitting as its page reads it every four seconds.</summary>
internal sealed record SeenSitting(Guid Id, SittingStatus Status, double LeftMs, int AllowedSeconds, IReadOnlyList<SeenPause> Pauses, IReadOnlyList<string> Tasks, string? Practice);

internal sealed record SeenPause(DateTimeOffset From, DateTimeOffset? To);

/// <summary>A hand-in as its page shows it: while it waits, with its place and about how many seconds that takes.</summary>
internal sealed record SeenAttempt(Guid? Id, string? Refusal, SubmissionStatus Status, int Before, double? AboutSeconds)
{
    public bool IsWaiting => Status is SubmissionStatus.Queued or SubmissionStatus.Running;
}

/// <summary>Null: not kept.</summary>
internal sealed record SeenSave(DateTimeOffset? At);

internal sealed record SeenDraft(string? Text);

/// <summary>An answer that ships with the exercise, in the words of the variant that this candidate drew.</summary>
internal sealed record DrawnAnswer(string Name, string Source, bool IsSql);
