using Learning.Grading.Reports;
using Learning.Web.Data;

namespace Learning.Web.Features.Submissions;

/// <summary>One row of a list: everything but source and report.</summary>
internal sealed record SubmissionRow(
    Guid Id, string Exercise, SubmissionKind Kind, int? Number, SubmissionStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? GradedAt, Verdict? Verdict, int? Variant = null);

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
    /// <summary>Later judgements of the same evidence, oldest first.</summary>
    public IReadOnlyList<RejudgementView> Rejudged { get; init; } = [];
    /// <summary>The evidence was kept, so it can be taken home and judged again.</summary>
    public bool HasEvidence { get; init; }
    /// <summary>Only while it waits.</summary>
    public QueuePlace? Place { get; init; }
}

/// <summary>The same evidence, judged again by a later engine: the verdict then, and a sentence for each finding that differs.</summary>
public sealed record RejudgementView(DateTimeOffset At, string Engine, Verdict Verdict, bool SameVerdict, IReadOnlyList<string> Differences, IReadOnlyList<string> Notes);

/// <summary>How many are before one, and about how long that takes.</summary>
internal sealed record QueuePlace(int Before, TimeSpan About);

/// <summary>Either the submission's id, or why it was not taken, in a sentence.</summary>
internal sealed record HandIn(Guid? Id, string? Refusal)
{
    public static HandIn Refused(string why) => new(null, why);
}
