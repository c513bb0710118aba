using System.Globalization;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

/// <summary>Says in a learner's words how a run ended, with the limit named.</summary>
internal static class Outcomes
{
    private const int LongestText = 4000;
    private static readonly TimeSpan WorthSaying = TimeSpan.FromMilliseconds(100);

    public static RunOutcome Time(TimeSpan limit, TimeSpan waited) => Of(OutcomeKind.TimeLimit, waited < WorthSaying
        ? Invariant($"Stopped at {limit.TotalSeconds:0.###} s.")
        : Invariant($"Stopped at {limit.TotalSeconds:0.###} s (without {waited.TotalSeconds:0.#} s of waiting for a processor).")) with { WaitedMs = waited.TotalMilliseconds };

    public static RunOutcome Together(TimeSpan limit) => Of(OutcomeKind.TimeLimit, Invariant($"Stopped at {limit.TotalSeconds:0.###} s, all calls together."));

    public static RunOutcome Memory(RunnerOptions options) => Of(OutcomeKind.MemoryLimit, Invariant($"Stopped at {options.MemoryMb} MB of memory."));

    public static RunOutcome Printed(RunnerOptions options) => Of(OutcomeKind.OutputLimit, Invariant($"Stopped at {options.OutputKb} KB of printed output."));

    public static RunOutcome AnswerTooLarge(RunnerOptions options) => Of(OutcomeKind.OutputLimit, Invariant($"Stopped: the answer is larger than {options.AnswerMb} MB, or has more than {AnswerBounds.MostRows:N0} rows."));

    public static RunOutcome Protocol { get; } = Of(OutcomeKind.RuntimeError,
        "Stopped: something other than an answer came out of the process's standard output. Console.WriteLine is the way to print.");

    public static RunOutcome Exited(JailBreach breach, int? code, string errors, RunnerOptions options) =>
        breach == JailBreach.Memory || errors.Contains("Out of memory", StringComparison.Ordinal) ? Memory(options)
        : breach == JailBreach.Tasks ? Of(OutcomeKind.RuntimeError, Invariant($"Stopped at {options.Tasks} threads and processes."))
        : breach == JailBreach.Files ? Of(OutcomeKind.RuntimeError, Invariant($"Stopped at {options.Files} files."))
        : breach == JailBreach.Processor ? Of(OutcomeKind.TimeLimit, Invariant($"Stopped at {options.CpuSeconds} s of processor time, all calls together."))
        : breach == JailBreach.Time ? Of(OutcomeKind.TimeLimit, Invariant($"Stopped {options.InUse.TotalSeconds:0.###} s after it began, all calls together."))
        : errors.Contains("Stack overflow", StringComparison.Ordinal) ? Of(OutcomeKind.RuntimeError, Invariant($"The process ended with a stack overflow (exit code {code})."))
        : code is null ? Of(OutcomeKind.RuntimeError, "The process closed its standard output before it answered.")
        : Of(OutcomeKind.RuntimeError, Invariant($"The process ended with exit code {code} before it answered."));

    /// <summary>The compiler is ours, but what killed it was the source.</summary>
    public static RunOutcome CompilerStopped(RunOutcome how) => how with { Kind = OutcomeKind.CompileError, Message = $"The compiler could not finish with this source. {how.Message}" };

    public static RunOutcome Compiled(CompiledEvent said, string learnersFile)
    {
        IReadOnlyList<Diagnostic> diagnostics = [.. said.Diagnostics.Take(50).Select(each => Place(each, learnersFile))];
        return said.Success ? RunOutcome.Completed with { Diagnostics = diagnostics } : new RunOutcome
        {
            Kind = OutcomeKind.CompileError,
            Message = diagnostics.FirstOrDefault(each => each.Severity == "error")?.Message ?? "It does not compile.",
            Diagnostics = diagnostics,
        };
    }

    public static RunOutcome Threw(ThrewEvent said, string learnersFile, RunnerOptions options)
    {
        var frames = said.Frames.Take(20).Select(frame => frame.File == learnersFile
            ? new StackFrame(Cut(frame.Method), Math.Max(0, frame.Line))
            : new StackFrame(Cut(Invariant($"{frame.Method} ({frame.File}, line {frame.Line})")), 0));
        var facts = new ExceptionFacts(Cut(said.Type), Cut(said.Message + Hint(said.Message)), [.. frames]);
        return said.Type == "System.OutOfMemoryException" ? Memory(options) with { Exception = facts }
            : said.Type == "Learning.Runner.Running.AnswerTooLargeException" ? AnswerTooLarge(options)
            : new RunOutcome { Kind = OutcomeKind.RuntimeError, Message = Cut($"{facts.Type}: {facts.Message}"), Exception = facts };
    }

    /// <summary>PostgreSQL says what it denies; why, and what to do instead, is for us to say.</summary>
    private static string Hint(string message) => message.Contains("42501: ", StringComparison.Ordinal)
        ? ". Your code's role reads the tables, writes where the exercise is about writing, and creates nothing: what a temporary table would hold can be a part of the query, or stay in memory." : "";

    private static Diagnostic Place(ProtocolDiagnostic said, string learnersFile) => said.File == learnersFile || said.Line == 0
        ? new Diagnostic(Cut(said.Severity), Cut(said.Code), Cut(said.Message), said.Line, said.Column, said.EndLine, said.EndColumn)
        : new Diagnostic(Cut(said.Severity), Cut(said.Code), Cut(Invariant($"{said.File}, line {said.Line}: {said.Message}")), 0, 0, 0, 0);

    private static RunOutcome Of(OutcomeKind kind, string message) => new() { Kind = kind, Message = message };

    public static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
