namespace Learning.Grading.Incidents.Records;

/// <summary>
/// Everything that a session's report, replay and postmortem are made from. All times are seconds of the lab's own clock, which begins with the
/// workload and stands still while the lab is paused.
/// </summary>
public sealed record IncidentRecord
{
    public const string Version = "1";

    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Revision { get; init; }
    public required long Seed { get; init; }
    /// <summary>What was drawn from the incident's names, and of the edition.</summary>
    public required IReadOnlyDictionary<string, string> Drawn { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    /// <summary>"direct reads from disk" or "reads from the OS cache".</summary>
    public required string Storage { get; init; }
    public required LabPhase Phase { get; init; }
    /// <summary>Seconds so far.</summary>
    public required double Elapsed { get; init; }
    /// <summary>When the healthy time was over; null while it is measured.</summary>
    public double? BaselineEnd { get; init; }
    /// <summary>When the pool was full for the first time.</summary>
    public double? FullAt { get; init; }
    /// <summary>By class: P95 of the healthy time, queue included, in ms.</summary>
    public IReadOnlyDictionary<string, double> Baseline { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
    /// <summary>By class: the P95 up to which it counts as well, in ms.</summary>
    public IReadOnlyDictionary<string, double> Healthy { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
    /// <summary>One a second.</summary>
    public IReadOnlyList<IncidentSample> Samples { get; init; } = [];
    public IReadOnlyList<IncidentAction> Actions { get; init; } = [];
    /// <summary>Who waited for whom, kept when it changed.</summary>
    public IReadOnlyList<LockSample> Locks { get; init; } = [];
    /// <summary>pg_stat_statements since the lab's start, every five seconds; the last one is the newest.</summary>
    public IReadOnlyList<StatementsSample> Statements { get; init; } = [];
    /// <summary>Those that were kept as evidence.</summary>
    public IReadOnlyList<StatisticsSample> Statistics { get; init; } = [];
    public IReadOnlyList<KeptEvidence> Evidence { get; init; } = [];
    public IReadOnlyList<StageRecord> Stages { get; init; } = [];
    public HandIn? HandIn { get; init; }
    /// <summary>What the checksums said when it ended, where something was changed; null: nothing was.</summary>
    public string? DataChange { get; init; }
    /// <summary>Why the lab ended, in a sentence; null while it runs.</summary>
    public string? Ended { get; init; }
    /// <summary>Seconds whose measurements do not count, because the machine was busy with others: [from, to).</summary>
    public IReadOnlyList<Span> Unscored { get; init; } = [];
}

public sealed record Span(double From, double To);

public enum LabPhase { Starting, Baseline, Running, Paused, Ended }

/// <summary>What a stage was given by the learner.</summary>
public sealed record StageRecord
{
    public required StageKind Kind { get; init; }
    /// <summary>When it was entered first.</summary>
    public required double EnteredAt { get; init; }
    public double? HandedInAt { get; init; }
    /// <summary>The guess before the reveal; empty: skipped; null: not there yet.</summary>
    public string? Guess { get; init; }
    public double? RevealedAt { get; init; }
    /// <summary>How many hints were opened, in their order.</summary>
    public int Hints { get; init; }
    public IReadOnlyList<FindingAnswer> Answers { get; init; } = [];
}

/// <summary><c>Right</c>: Null: not judged by machine. <c>Accepted</c>: What would have been right, as the lab showed it. <c>Tries</c>: How often it was handed in.</summary>
public sealed record FindingAnswer(string Id, string Answer, bool? Right, IReadOnlyList<string> Accepted, int Tries);

/// <summary>The state of things when the learner said that the incident is over.</summary>
public sealed record HandIn
{
    public required double At { get; init; }
    /// <summary>Seconds that every class had been well without a break, at most what the rule asks for.</summary>
    public required IReadOnlyList<ClassHealth> Health { get; init; }
    public required IReadOnlyList<CheckedState> Lasting { get; init; }
    public required bool DataIntact { get; init; }
    /// <summary>What the checksums said, when not intact.</summary>
    public string? DataChange { get; init; }
    public required int Errors { get; init; }
}

/// <summary><c>P95</c>: Worst of the seconds looked at, in ms; null: nothing of the class was answered. <c>Wrong</c>: The application is answered something else than what is there.</summary>
public sealed record ClassHealth(string Class, double? P95, double Limit, bool Well, bool Wrong = false);

public sealed record CheckedState(string Id, bool Holds);
