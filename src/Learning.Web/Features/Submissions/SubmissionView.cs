using Learning.Grading.Reports;
using Learning.Web.Data;

namespace Learning.Web.Features.Submissions;

/// <summary>One row of a list: everything but source and report.</summary>
internal sealed record SubmissionRow(
    Guid Id, string Exercise, SubmissionKind Kind, int? Number, SubmissionStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? GradedAt, Verdict? Verdict);

/// <summary>One submission as its owner may see it.</summary>
internal sealed record SubmissionView
{
    public required SubmissionRow Row { get; init; }
    public required string Revision { get; init; }
    public required string Source { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    /// <summary>Stages as far as grading has come; empty before it starts.</summary>
    public IReadOnlyList<StageResult> Stages { get; init; } = [];
    public GradeReport? Report { get; init; }
    /// <summary>Only while it waits.</summary>
    public QueuePlace? Place { get; init; }
}

/// <summary>How many are before one, and about how long that takes.</summary>
internal sealed record QueuePlace(int Before, TimeSpan About);

/// <summary>Either the submission's id, or why it was not taken, in a sentence.</summary>
internal sealed record HandIn(Guid? Id, string? Refusal)
{
    public static HandIn Refused(string why) => new(null, why);
}
