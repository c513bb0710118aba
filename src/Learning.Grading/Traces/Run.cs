using System.Text.Json.Serialization;

namespace Learning.Grading.Traces;

/// <summary>Facts of one call of an answer on one data set. All but <see cref="Answer"/> and <see cref="Output"/> were recorded outside its process.</summary>
public sealed record Run
{
    public required string DataSet { get; init; }
    /// <summary>As SQL text, by name.</summary>
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }
    public required RunOutcome Outcome { get; init; }
    /// <summary>A JSON array of rows, each an object; null when the run did not complete.</summary>
    public string? Answer { get; init; }
    /// <summary>What the trusted role found in the database afterwards, as <see cref="Answer"/>; null when the exercise changes nothing.</summary>
    public string? State { get; init; }
    public StatementTrace Trace { get; init; } = StatementTrace.Empty;
    /// <summary>What the code printed, cut at the limit.</summary>
    public string Output { get; init; } = "";
    /// <summary>From sending the call to having the answer, by the supervisor's clock.</summary>
    public double ElapsedMs { get; init; }
}

/// <summary>The learner's run and the reference's on the same data with the same arguments, each in its own jail and cluster.</summary>
public sealed record RunPair(Run Yours, Run Reference);

public enum OutcomeKind { Completed, CompileError, TimeLimit, MemoryLimit, OutputLimit, RuntimeError }

/// <summary>How a run ended. A learner's fault is a value; ours is an exception.</summary>
public sealed record RunOutcome
{
    public static RunOutcome Completed { get; } = new() { Kind = OutcomeKind.Completed };

    public required OutcomeKind Kind { get; init; }
    /// <summary>Said to the learner: the limit with its number, or the exception in one sentence.</summary>
    public string Message { get; init; } = "";
    /// <summary>Milliseconds by the clock that a time limit came later, because others had the processors.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double WaitedMs { get; init; }
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
    public ExceptionFacts? Exception { get; init; }
}

/// <summary>A compiler message, at a 1-based line and column of the learner's file. Position 0 when it is about no line.</summary>
public sealed record Diagnostic(string Severity, string Code, string Message, int Line, int Column, int EndLine, int EndColumn);

/// <summary>An exception of the learner's code, with the frames that are theirs.</summary>
public sealed record ExceptionFacts(string Type, string Message, IReadOnlyList<StackFrame> Frames);

public sealed record StackFrame(string Method, int Line);
