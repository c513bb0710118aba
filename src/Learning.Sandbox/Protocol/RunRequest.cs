using System.Text.Json.Serialization;

namespace Learning.Sandbox.Protocol;

/// <summary>What the supervisor asks of a runner: one JSON object a line on its standard input.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(CompileRequest), "compile")]
[JsonDerivedType(typeof(ScratchRequest), "scratch")]
[JsonDerivedType(typeof(LoadRequest), "load")]
[JsonDerivedType(typeof(LoadScratchRequest), "load-scratch")]
[JsonDerivedType(typeof(CallRequest), "call")]
public abstract record RunRequest;

/// <summary>To a compiler: the learner's file together with the model files.</summary>
public sealed record CompileRequest(IReadOnlyList<ProtocolSource> Sources) : RunRequest;

/// <summary>To a compiler: one line of C# that sees the model's context as <c>db</c>.</summary>
public sealed record ScratchRequest(IReadOnlyList<ProtocolSource> Model, string Context, string Code) : RunRequest
{
    /// <summary>The name that the line has in diagnostics and frames.</summary>
    public const string File = "scratch";
}

/// <summary>To a runner: this is the answer that calls are for. Nothing of it runs before the first call; the first of <see cref="Files"/> is the learner's.</summary>
public sealed record LoadRequest(IReadOnlyList<ProtocolImage> Images, IReadOnlyList<string> Files, string EntryType, string EntryMethod, string Context) : RunRequest;

/// <summary>To a runner: the model's image and a scratch line's, which the call that follows runs. The entry is the compiler's.</summary>
public sealed record LoadScratchRequest(IReadOnlyList<ProtocolImage> Images, string EntryType, string EntryMethod, string Context) : RunRequest
{
    /// <summary>The class of the model's image that a line sees the members of.</summary>
    public const string Pad = "ScratchPad";
}

/// <summary>A portable executable and its symbols.</summary>
public sealed record ProtocolImage(byte[] Code, byte[] Symbols);

public sealed record ProtocolSource(string Name, string Text);

/// <summary>
/// Call the answer once over the door (a directory with the proxy's socket). <see cref="Id"/> is a nonce that the answer repeats. With a
/// <see cref="Pool"/> it runs beside other calls, which share that many connections; without one the next request waits for it.
/// <see cref="Lines"/> asks where in the learner's file statements were sent from; never asked for in timed calls.
/// </summary>
public sealed record CallRequest(string Id, string Door, IReadOnlyList<ProtocolArgument> Arguments, int? Pool = null) : RunRequest
{
    public bool Lines { get; init; }
}

/// <summary>An argument as text with its type: int, long, text, decimal or timestamp.</summary>
public sealed record ProtocolArgument(string Name, string Type, string Value);
