using Learning.Grading.Reports;

namespace Learning.Web.Data;

/// <summary>Try runs the visible data and judges nothing; Submit grades.</summary>
public enum SubmissionKind { Try, Submit }

/// <summary>Failed is our fault for good: it was tried again and still not graded.</summary>
public enum SubmissionStatus { Queued, Running, Graded, Failed }

/// <summary>What somebody handed in, and what became of it. The row is the truth; queue and feed are hints.</summary>
internal sealed class Submission
{
    public Guid Id { get; init; }
    public required Guid LearnerId { get; init; }
    public required string ExerciseSlug { get; init; }
    /// <summary>The exercise's revision when it was handed in.</summary>
    public required string Revision { get; init; }
    public required SubmissionKind Kind { get; init; }
    /// <summary>The variant of the exercise that was answered, from 1; null for the exercise as written.</summary>
    public int? Variant { get; init; }
    /// <summary>Counts attempts per learner and exercise from 1. Null for tries, and for what turned out to cost no attempt.</summary>
    public int? Number { get; set; }
    public required string Source { get; init; }
    public SubmissionStatus Status { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? GradedAt { get; set; }
    public Verdict? Verdict { get; set; }
    /// <summary>JSON list of <see cref="StageResult"/> so far.</summary>
    public string? Progress { get; set; }
    /// <summary>JSON of the <see cref="GradeReport"/>.</summary>
    public string? Report { get; set; }
    /// <summary>How often grading was begun.</summary>
    public int Tries { get; set; }
}
