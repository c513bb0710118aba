using System.Text.Json.Serialization;

namespace Learning.Sandbox.Protocol;

/// <summary>What the supervisor asks of a runner: one JSON object a line on its standard input.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(CompileRequest), "compile")]
[JsonDerivedType(typeof(CallRequest), "call")]
public abstract record RunRequest;

/// <summary>Compile the learner's file together with the model files; the first of <see cref="Sources"/> is the learner's.</summary>
public sealed record CompileRequest(IReadOnlyList<ProtocolSource> Sources, string EntryType, string EntryMethod, string Context) : RunRequest;

public sealed record ProtocolSource(string Name, string Text);

/// <summary>
/// Call the answer once over the door (a directory with the proxy's socket). <see cref="Id"/> is a nonce that the answer repeats. With a
/// <see cref="Pool"/> it runs beside other calls, which share that many connections; without one the next request waits for it.
/// </summary>
public sealed record CallRequest(string Id, string Door, IReadOnlyList<ProtocolArgument> Arguments, int? Pool = null) : RunRequest;

/// <summary>An argument as text with its type: int, long, text, decimal or timestamp.</summary>
public sealed record ProtocolArgument(string Name, string Type, string Value);
