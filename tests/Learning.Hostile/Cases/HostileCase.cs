namespace Learning.Hostile.Cases;

/// <summary>
/// How a case comes in. <c>Answer</c>: the run that is shown, after its warm-up. <c>Once</c>: without the warm-up. <c>Hidden</c>: the visible data, then the
/// hidden one. <c>Grade</c>: through the grader, for a verdict. <c>Scratch</c>: a line on the scratchpad. <c>Statements</c>: SQL as the learner's role, as
/// C# could send it.
/// </summary>
internal enum Entrance { Answer, Once, Hidden, Grade, Scratch, Statements }

/// <summary>One attack, as its file says it.</summary>
internal sealed record HostileCase
{
    public required string Theme { get; init; }
    public required string Name { get; init; }
    public required bool IsSql { get; init; }
    public required string Tries { get; init; }
    /// <summary>All of them must hold.</summary>
    public required IReadOnlyList<Expectation> Expected { get; init; }
    /// <summary>All of them instead, where there are any and jails are Docker's: it refuses the same in other ways.</summary>
    public required IReadOnlyList<Expectation> ExpectedOfDocker { get; init; }
    public required Entrance Through { get; init; }
    /// <summary>What one call may take. Small where the case is about taking for ever.</summary>
    public required TimeSpan Limit { get; init; }
    /// <summary>No other case runs beside it (the control does), because it takes what they need: why.</summary>
    public string? Alone { get; init; }
    /// <summary>What to look at on the host afterwards, or meanwhile.</summary>
    public bool WithANewRunner { get; init; }
    public required string Source { get; init; }

    public string Id => $"{Theme}/{Name}";

    public IReadOnlyList<Expectation> ExpectedIn(string jail) => jail == "docker" && ExpectedOfDocker.Count > 0 ? ExpectedOfDocker : Expected;
}
