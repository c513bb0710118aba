using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Grading;

/// <summary>Runs one line against a throw-away copy of an exercise's visible data, in the same jail as an answer. Never graded, never an attempt.</summary>
public interface IScratchpad
{
    /// <summary>C# needs an exercise with a context (<c>db</c> is the global); SQL runs as the learner's role. The learner's faults are in the result's outcome.</summary>
    Task<ScratchResult> RunAsync(Exercise exercise, ExerciseLanguage language, string code, CancellationToken cancellationToken);

    /// <summary>As above, and tells how far it is.</summary>
    Task<ScratchResult> RunAsync(Exercise exercise, ExerciseLanguage language, string code, Action<ScratchPhase> at, CancellationToken cancellationToken) =>
        RunAsync(exercise, language, code, cancellationToken);
}

/// <summary>Waiting for a place, for the end of a measurement that it would disturb, or running.</summary>
public enum ScratchPhase { Queued, Measuring, Running }

/// <summary>What a line came to: a grid, and what it cost.</summary>
public sealed record ScratchResult
{
    public required RunOutcome Outcome { get; init; }
    public IReadOnlyList<string> Columns { get; init; } = [];
    /// <summary>At most <see cref="MostRows"/>; null is SQL NULL or C#'s null.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; } = [];
    /// <summary>All rows that came back, also those past the cap on <see cref="Rows"/>.</summary>
    public int RowCount { get; init; }
    public string Output { get; init; } = "";
    /// <summary>Statements, round trips and plans, as in a graded run.</summary>
    public StatementTrace Trace { get; init; } = StatementTrace.Empty;
    public double ElapsedMs { get; init; }

    public const int MostRows = 200;
}
