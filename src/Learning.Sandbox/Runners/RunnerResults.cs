using Learning.Grading.Traces;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

/// <summary>How compiling ended; milliseconds are the compiler's own, the supervisor's where it never answered.</summary>
internal sealed record CompileResult(RunOutcome Outcome, double Milliseconds)
{
    /// <summary>None unless completed.</summary>
    public IReadOnlyList<ProtocolImage> Images { get; init; } = [];

    /// <summary>Of a scratch line.</summary>
    public string EntryType { get; init; } = "";
    public string EntryMethod { get; init; } = "";
}

/// <summary>How one call ended. <see cref="Answer"/> is a JSON array of objects, null unless completed; the time is the supervisor's.</summary>
internal sealed record CallResult(RunOutcome Outcome, string? Answer, string Output, double ElapsedMs)
{
    /// <summary>What the process claims about the lines that its statements were sent from.</summary>
    public IReadOnlyList<ProtocolLine> Lines { get; init; } = [];
}

/// <summary>How a scratch line ended. <see cref="Grid"/> is within its bounds, and null unless completed; the time is the supervisor's.</summary>
internal sealed record ScratchCall(RunOutcome Outcome, ScratchedEvent? Grid, string Output, double ElapsedMs);
