using System.Text.Json.Serialization;

namespace Learning.Sandbox.Protocol;

/// <summary>What a runner says: one JSON object a line on its standard output. Hostile input for the supervisor.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "said")]
[JsonDerivedType(typeof(ReadyEvent), "ready")]
[JsonDerivedType(typeof(CompiledEvent), "compiled")]
[JsonDerivedType(typeof(AnsweredEvent), "answered")]
[JsonDerivedType(typeof(ScratchedEvent), "scratched")]
[JsonDerivedType(typeof(ThrewEvent), "threw")]
[JsonDerivedType(typeof(PrintedEvent), "printed")]
public abstract record RunEvent;

/// <summary>Warmed up and waiting for a request.</summary>
public sealed record ReadyEvent : RunEvent;

/// <summary>Errors are in <see cref="Diagnostics"/>; milliseconds are the compiler's own.</summary>
public sealed record CompiledEvent(bool Success, IReadOnlyList<ProtocolDiagnostic> Diagnostics, double Milliseconds) : RunEvent
{
    /// <summary>One for an answer, none when it does not compile; the model's and the line's for a scratch line.</summary>
    public IReadOnlyList<ProtocolImage> Images { get; init; } = [];

    /// <summary>Where a scratch line begins; empty for an answer, whose exercise says it.</summary>
    public string EntryType { get; init; } = "";
    public string EntryMethod { get; init; } = "";
}

public sealed record ProtocolDiagnostic(string Severity, string Code, string Message, string File, int Line, int Column, int EndLine, int EndColumn);

/// <summary><see cref="Rows"/> is a JSON array of objects; <see cref="Lines"/> are there when the call asked for them.</summary>
public sealed record AnsweredEvent(string Id, string Rows, IReadOnlyList<ProtocolLine>? Lines = null) : RunEvent;

/// <summary>What a scratch line came to: the first rows as text, and how many there were.</summary>
public sealed record ScratchedEvent(string Id, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, int RowCount) : RunEvent;

/// <summary>Frames are the learner's only: method and 1-based line, 0 where unknown.</summary>
public sealed record ThrewEvent(string Id, string Type, string Message, IReadOnlyList<ProtocolFrame> Frames, IReadOnlyList<ProtocolLine>? Lines = null) : RunEvent;

public sealed record ProtocolFrame(string Method, string File, int Line);

/// <summary>
/// A line of the learner's file was sending between two moments of the machine's monotonic clock, on the connection to a backend (0 when unknown).
/// A claim: whoever forges it misleads nobody but the reader of their own margin.
/// </summary>
public sealed record ProtocolLine(int Line, int Backend, long From, long To)
{
    /// <summary>More in one event are not believed at all.</summary>
    public const int Most = 2_000;
}

/// <summary>What the code wrote to the console.</summary>
public sealed record PrintedEvent(string Text) : RunEvent;
