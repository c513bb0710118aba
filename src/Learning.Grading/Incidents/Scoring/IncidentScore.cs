namespace Learning.Grading.Incidents.Scoring;

public enum ScoreDimension
{
    /// <summary>The cause was found, not the symptom.</summary>
    Detect,
    /// <summary>Every class is well again, and stays so.</summary>
    Fix,
    /// <summary>No harm was done on the way.</summary>
    Trap,
}

public enum IncidentOutcome { NotHandedIn, NotHealed, Healed, HealedForGood }

/// <summary>What a session is worth, with a line for everything that counted.</summary>
public sealed record IncidentScore
{
    public const int DetectOf = 40, FixOf = 40, TrapOf = 20;

    public required IncidentOutcome Outcome { get; init; }
    public required int Detect { get; init; }
    public required int Fix { get; init; }
    public required int Trap { get; init; }
    public required IReadOnlyList<ScoreLine> Lines { get; init; }

    public int Total => Detect + Fix + Trap;
}

/// <summary><c>Points</c>: Given, or taken when negative. <c>Of</c>: What it could have given; 0 for what only takes. <c>Text</c>: What happened, with figures. <c>Because</c>: What an expert would say to it. <c>Actions</c>: Numbers of the actions that show it. <c>At</c>: When, for the charts; null: not one moment.</summary>
public sealed record ScoreLine(ScoreDimension Dimension, int Points, int Of, string Text, string Because, IReadOnlyList<int> Actions, double? At = null);
