using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Submissions;

namespace Learning.Web.Features.Exercises;

/// <summary>Everything that the workbench shows when it opens; immutable, re-read after every change.</summary>
public sealed record WorkbenchView
{
    public required Exercise Exercise { get; init; }
    public required Guid Learner { get; init; }
    public required IReadOnlyList<ReadingLink> Reading { get; init; }
    public string? Draft { get; init; }
    public DateTimeOffset? DraftAt { get; init; }
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<AttemptRow> History { get; init; }
    /// <summary>Why it cannot be graded on this machine; null when it can.</summary>
    public string? Unmet { get; init; }
}

public sealed record ReadingLink(string Href, string Title, int? Minutes);

public sealed record AttemptRow(Guid Id, int? Number, SubmissionKind Kind, SubmissionStatus Status, Verdict? Verdict, DateTimeOffset CreatedAt)
{
    public string Name => SubmissionName.Of(Kind, Number, Status, Verdict);
}

/// <summary>One submission as it stands now.</summary>
public sealed record AttemptView
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public int? Variant { get; init; }
    public required int? Number { get; init; }
    public required SubmissionKind Kind { get; init; }
    public required SubmissionStatus Status { get; init; }
    public required string Source { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? GradedAt { get; init; }
    public IReadOnlyList<StageResult> Stages { get; init; } = [];
    public GradeReport? Report { get; init; }
    /// <summary>Less than the report, where an assessment says so; the report is then not here.</summary>
    public AttemptFeedback Shown { get; init; }
    public Verdict? Verdict { get; init; }
    public string? Headline { get; init; }
    public IReadOnlyList<RejudgementView> Rejudged { get; init; } = [];
    public bool HasEvidence { get; init; }
    /// <summary>How many are graded before this one; 0 when it is next or running.</summary>
    public int Before { get; init; }
    public TimeSpan? About { get; init; }

    public bool Waiting => Status is SubmissionStatus.Queued or SubmissionStatus.Running;
    public string Name => SubmissionName.Of(Kind, Number, Status, Report?.Verdict ?? Verdict);
}

/// <summary>Taken (with its id), or refused with a sentence.</summary>
public sealed record HandedIn(Guid? Id, string? Refusal);
