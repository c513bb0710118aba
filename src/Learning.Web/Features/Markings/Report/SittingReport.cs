using Learning.Grading.Incidents.Scoring;
using Learning.Grading.Reports;
using Learning.Web.Data;

namespace Learning.Web.Features.Markings.Report;

/// <summary>A figure of a task with what it is held against.</summary>
public sealed record ShownFact(string Name, string Value, string Note, string? Mark = null);

/// <summary>Where points come from.</summary>
public sealed record PointLine(string Text, decimal Points, decimal Of);

/// <summary>What a candidate showed in one task; the facts are the stored report's.</summary>
public sealed record TaskReport
{
    public required int Position { get; init; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    /// <summary>SQL, C# or incident.</summary>
    public required string Kind { get; init; }
    public required long? Variant { get; init; }
    /// <summary>Hand-ins that counted as attempts.</summary>
    public required int Attempts { get; init; }
    public required int Weight { get; init; }
    /// <summary>Null until graded, and for good where grading failed by our fault.</summary>
    public required decimal? Points { get; init; }
    /// <summary>What it comes to is settled.</summary>
    public required bool Graded { get; init; }
    public IReadOnlyList<PointLine> Lines { get; init; } = [];
    public required string Glyph { get; init; }
    public required string Tone { get; init; }
    public required string Word { get; init; }
    public IReadOnlyList<ShownFact> Facts { get; init; } = [];
    public GradeReport? Report { get; init; }
    public IncidentScore? Score { get; init; }
    public Guid? Submission { get; init; }
    public Guid? Incident { get; init; }
    public string Source { get; init; } = "";
    public required TaskMarks Marks { get; init; }

    public IEnumerable<(StageResult Stage, CheckResult Check)> Checks => Report is null ? [] : Report.Stages.SelectMany(stage => stage.Checks.Select(check => (stage, check)));
    /// <summary>Passed, and a timed check has not settled.</summary>
    public bool Unsure => Report?.Verdict == Verdict.Inconclusive;
}

/// <summary>A question about the own evidence. <c>Guideline</c>: for markers only; empty in the candidate's copy.</summary>
public sealed record DefenceAnswer(int Number, int Position, string Question, string Mark, string Guideline, string? Answer);

/// <summary>A check that a re-run could decide otherwise.</summary>
public sealed record OpenCheck(int Position, string Title, string Check, string Value);

/// <summary>What speaks for and against standing behind a report.</summary>
public sealed record StandBehind(int Checks, IReadOnlyList<OpenCheck> Open, IReadOnlyList<StoppedClock> Stops, IReadOnlyList<ProvedVariants> Variants, DateTimeOffset? AnonymousOn);

/// <summary>Our outage, in real time.</summary>
public sealed record StoppedClock(TimeSpan Time, string Reason);

/// <summary>Variants of a task's exercise that got the declared verdicts, of those that candidates are given.</summary>
public sealed record ProvedVariants(int Position, string Title, VariantProof Own, int Good, int Of);

/// <summary>The newest proof of the very variant that a candidate had. <c>Status</c>: null while nobody has asked.</summary>
public sealed record VariantProof(CheckupStatus? Status, int Landed, int Answers, DateTimeOffset? At);

/// <summary>One sitting's facts, the same for the team and for the candidate; immutable.</summary>
public sealed record SittingReport
{
    public required Guid Id { get; init; }
    public required Guid AssessmentId { get; init; }
    public required string Assessment { get; init; }
    public required string Code { get; init; }
    /// <summary>Null before a decision is recorded: it does not leave the database earlier.</summary>
    public string? Name { get; init; }
    public required SittingStatus Status { get; init; }
    public SittingEnd? EndedBy { get; init; }
    /// <summary>A day, without the time: that would give a candidate's own time factor away.</summary>
    public DateOnly? HandedInOn { get; init; }
    public required IReadOnlyList<TaskReport> Tasks { get; init; }
    public required TimeCourse Time { get; init; }
    public required IReadOnlyList<DefenceAnswer> Defence { get; init; }
    public string? Declaration { get; init; }
    public required string AiPolicy { get; init; }
    public required StandBehind Behind { get; init; }
    public required SittingMarks Marks { get; init; }

    /// <summary>What could be had. A task that we could not grade counts neither for nor against.</summary>
    public int Of => Tasks.Where(task => !task.Graded || task.Points is not null).Sum(task => task.Weight);
    /// <summary>Null while a task waits for its grade.</summary>
    public decimal? Points => Tasks.Any(task => !task.Graded) ? null : Tasks.Sum(task => task.Points ?? 0);
}
