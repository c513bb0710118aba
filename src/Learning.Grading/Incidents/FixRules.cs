using Learning.Grading.Incidents.Scoring;

namespace Learning.Grading.Incidents;

/// <summary>When the incident counts as over, and what else a lasting fix has.</summary>
public sealed record FixRules
{
    /// <summary>Each class's P95 must be at most the larger of this many times its baseline and <see cref="FloorMs"/>.</summary>
    public double Factor { get; init; } = 2;
    public double FloorMs { get; init; } = 25;
    /// <summary>… for so long, without an error.</summary>
    public int HoldSeconds { get; init; } = 15;
    /// <summary>Points of Fix for a class that is well again, shared evenly.</summary>
    public required int HealthPoints { get; init; }
    /// <summary>What makes it last.</summary>
    public required IReadOnlyList<LastingCheck> Lasting { get; init; }
    /// <summary>SQL whose result must be the same before and after: nobody's data was touched. {{name}} allowed.</summary>
    public required IReadOnlyList<string> Checksums { get; init; }
}

/// <summary><c>Sql</c>: One boolean, asked by the supervisor when the learner hands in. <c>When</c>: Asked only where the session drew this (name=value).</summary>
public sealed record LastingCheck(string Id, string Label, string Sql, int Points, string Because, string? When = null);

/// <summary>A player as data: what it does when, and what must come of it.</summary>
public sealed record ScriptedPlayer
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<PlayerStep> Steps { get; init; }
    public required PlayerOutcome Expect { get; init; }
}

/// <summary>One thing that a player does. Exactly one of the actions is set.</summary>
public sealed record PlayerStep
{
    /// <summary>Seconds to let pass before it.</summary>
    public double Wait { get; init; }
    public string? Session { get; init; }
    public string? Sql { get; init; }
    /// <summary>Do not wait for the statement's end.</summary>
    public bool Background { get; init; }
    /// <summary>Lever id, with a value after a blank where it takes one.</summary>
    public string? Lever { get; init; }
    /// <summary>Terminates the backends that this SQL names, one pid a row.</summary>
    public string? Terminate { get; init; }
    /// <summary>Cancels likewise.</summary>
    public string? Cancel { get; init; }
    /// <summary>Answers: finding id → answer, or → "=SQL" whose first value is the answer.</summary>
    public IReadOnlyDictionary<string, string> Findings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    /// <summary>Waits until every class is well, or so many seconds have passed.</summary>
    public double? UntilWell { get; init; }
}

/// <summary>Bounds of what a player gets, inclusive.</summary>
public sealed record PlayerOutcome(int DetectFrom, int DetectTo, int FixFrom, int FixTo, int TrapFrom, int TrapTo)
{
    public bool Holds(IncidentScore score) => In(score.Detect, DetectFrom, DetectTo) && In(score.Fix, FixFrom, FixTo) && In(score.Trap, TrapFrom, TrapTo);

    public override string ToString() => $"Detect {Range(DetectFrom, DetectTo)}, Fix {Range(FixFrom, FixTo)}, Trap {Range(TrapFrom, TrapTo)}";

    private static bool In(int value, int from, int to) => value >= from && value <= to;

    private static string Range(int from, int to) => from == to ? Say.Count(from) : $"{from}–{to}";
}
