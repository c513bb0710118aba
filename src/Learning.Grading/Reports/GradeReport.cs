using System.Text.Json;
using System.Text.Json.Serialization;
using Learning.Grading.Traces;

namespace Learning.Grading.Reports;

/// <summary>In order of precedence. InfrastructureError and Inconclusive never cost an attempt or time.</summary>
public enum Verdict
{
    InfrastructureError, CompileError, TimeLimit, MemoryLimit, OutputLimit, RuntimeError, WrongAnswer, OverBudget, Inconclusive, Passed,
}

/// <summary>The versioned document that is stored, shown and exported as it is.</summary>
public sealed record GradeReport
{
    public int Version { get; init; } = 1;
    public required string Exercise { get; init; }
    public required string Revision { get; init; }
    /// <summary>The variant of the exercise that was answered; null for the exercise as written.</summary>
    public int? Variant { get; init; }
    public required Verdict Verdict { get; init; }
    /// <summary>Outcome: what the database saw.</summary>
    public required string Headline { get; init; }
    /// <summary>One sentence with numbers; markdown bold and code for them.</summary>
    public required string Summary { get; init; }
    /// <summary>The evidence mark beside the summary, S2–S21 or M3; null without one.</summary>
    public string? Mark { get; init; }
    public required IReadOnlyList<StageResult> Stages { get; init; }
    public IReadOnlyList<Comment> Comments { get; init; } = [];
    public required RunOutcome Outcome { get; init; }
    /// <summary>The learner's run on the visible data: statements, plans, output. Null when nothing ran.</summary>
    public Run? Visible { get; init; }
    /// <summary>Measurements of the reference on the same data; never its source or statements.</summary>
    public ReferenceFigures? Reference { get; init; }
    public IReadOnlyList<GrowthPoint> Growth { get; init; } = [];
    /// <summary>What grew, in the plural.</summary>
    public string? GrowthFactor { get; init; }
    public CrowdFigures? Crowd { get; init; }
    public OwnershipCost? Ownership { get; init; }
    public LatencyFigures? Latency { get; init; }
    public LoadFigures? Load { get; init; }
    public required Certificate Certificate { get; init; }
    public required RunEnvironment Environment { get; init; }
    public double? CompileMs { get; init; }
    public required DateTimeOffset GradedAt { get; init; }
    /// <summary>From opening the attempt to the whole report.</summary>
    public double GradingMs { get; init; }
    /// <summary>How often it was run again by itself because the first time said nothing: 0 or 1.</summary>
    public int Reruns { get; init; }

    public StageResult? Failed => Stages.FirstOrDefault(stage => stage.Status is StageStatus.Failed or StageStatus.Unsure);

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

public enum StageStatus { Passed, Failed, Unsure, NotReached, Running }

public sealed record StageResult(string Name, StageStatus Status, string Note, IReadOnlyList<CheckResult> Checks);

/// <summary>One check's finding. <see cref="Value"/> and <see cref="Limit"/> are short, for the list; <see cref="Message"/> says why it matters here.</summary>
public sealed record CheckResult
{
    public required string Name { get; init; }
    public required StageStatus Status { get; init; }
    public required string Message { get; init; }
    public string Value { get; init; } = "";
    public string? Limit { get; init; }
    /// <summary>Evidence mark: S2–S21, P1, M1 (growth), M3 (ownership), M5 (latency), D1 (data set).</summary>
    public string? Mark { get; init; }
    /// <summary>Set by a failed check: the verdict that it stands for.</summary>
    public Verdict? Verdict { get; init; }
    /// <summary>Overrides the report's title when this check decides.</summary>
    public string? Headline { get; init; }
    public IReadOnlyList<Comment> Comments { get; init; } = [];
    /// <summary>The number behind <see cref="Value"/> with what it needs to be defended; null when the finding is no number.</summary>
    public Measurement? Measurement { get; init; }
}

/// <summary>One number of a report: its unit, how many readings it comes from, how far they were apart, and the reference's figure.</summary>
public sealed record Measurement
{
    public required double Value { get; init; }
    /// <summary>In the plural, as it is said after a number: statements, pages, rows, ×.</summary>
    public required string Unit { get; init; }
    /// <summary>Readings that the value stands for: runs for what is counted, pairs for what is timed.</summary>
    public required int N { get; init; }
    /// <summary>Lowest and highest reading, or the ends of the 99 % interval for a timed ratio; equal when nothing varies.</summary>
    public required double Low { get; init; }
    public required double High { get; init; }
    public double? Reference { get; init; }
    /// <summary>One sentence: could a re-run move this number across its limit?</summary>
    public required string Certainty { get; init; }
}

public enum CommentGrade { Essential, Actionable, Informative, Celebratory }

public sealed record Comment(CommentGrade Grade, string Text, string? Mark = null);

public sealed record ReferenceFigures(int Statements, int RoundTrips, long Rows, long Bytes, long Buffers, double ElapsedMs, double ServerMs);

/// <summary>Yours beside the reference's at one size.</summary>
public sealed record GrowthPoint(int Size, int Statements, int ReferenceStatements, long Rows, long ReferenceRows, long Bytes, long ReferenceBytes, long Buffers, long ReferenceBuffers, int RoundTrips = 0, int ReferenceRoundTrips = 0);

/// <summary>Many calls at once on a copy of the visible data: of the last round that was run, the figures; of the learner's only.</summary>
public sealed record CrowdFigures(int Users, int Instances, int Pool, int Rounds, int Calls, int Failed, IReadOnlyList<BrokenInvariant> Broken, IReadOnlyList<string> Invariants, int Statements, double ElapsedMs);

/// <summary>Ratios and their 99 % interval; milliseconds are information.</summary>
public sealed record LatencyFigures
{
    public required IReadOnlyList<double> Ratios { get; init; }
    public required double Median { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }
    public required double Limit { get; init; }
    public required IReadOnlyList<double> YoursMs { get; init; }
    public required IReadOnlyList<double> ReferenceMs { get; init; }
    public required double P50 { get; init; }
    public required double P95 { get; init; }
    public required double P99 { get; init; }
    /// <summary>Medians of where the learner's time went.</summary>
    public required double ServerMs { get; init; }
    public required double NetworkMs { get; init; }
    public required double ClientMs { get; init; }
}

/// <summary>Many users at once on a small pool, waiting for a connection included; milliseconds by the supervisor's clock.</summary>
public sealed record LoadFigures
{
    public required int Users { get; init; }
    /// <summary>Connections that the users share.</summary>
    public required int Pool { get; init; }
    public required LoadSide Yours { get; init; }
    public required LoadSide Reference { get; init; }
    /// <summary>Mean latency of a round against the reference's round beside it, one for each pair of rounds, with the 99 % interval of their median.</summary>
    public required IReadOnlyList<double> Ratios { get; init; }
    public required double Median { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }
    /// <summary>Null when the load is shown and not judged.</summary>
    public double? Limit { get; init; }
}

/// <summary>One side of a load: every call's latency in milliseconds, in the order of their ends, and calls per second over all rounds.</summary>
public sealed record LoadSide(IReadOnlyList<double> CallsMs, double PerSecond, double P50, double P95, double P99);

/// <summary>Whether a re-run could change the verdict, and why.</summary>
public sealed record Certificate(string Sentence, string Why);
