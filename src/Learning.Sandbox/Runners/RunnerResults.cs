using Learning.Grading.Traces;

namespace Learning.Sandbox.Runners;

/// <summary>How compiling ended; milliseconds are the compiler's own, the supervisor's where it never answered.</summary>
internal sealed record CompileResult(RunOutcome Outcome, double Milliseconds);

/// <summary>How one call ended. <see cref="Answer"/> is a JSON array of objects, null unless completed; the time is the supervisor's.</summary>
internal sealed record CallResult(RunOutcome Outcome, string? Answer, string Output, double ElapsedMs);
