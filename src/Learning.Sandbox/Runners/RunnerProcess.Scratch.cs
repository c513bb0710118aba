using System.Diagnostics;
using Learning.Grading.Traces;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

internal sealed partial class RunnerProcess
{
    /// <summary>Instead of an answer: one line, which <see cref="ScratchAsync"/> then runs.</summary>
    public async Task<CompileResult> CompileScratchAsync(ScratchRequest request, CancellationToken cancellationToken)
    {
        _learnersFile = ScratchRequest.File;
        var (said, ended) = await AskAsync([request], _options.CompileLimit, new PrintedText(0, 0), cancellationToken);
        return said is CompiledEvent compiled ? new CompileResult(Outcomes.Compiled(compiled, _learnersFile), compiled.Milliseconds)
            : new CompileResult(Outcomes.CompilerStopped(ended ?? await EndAsync(Outcomes.Protocol)), 0);
    }

    public async Task<ScratchCall> ScratchAsync(CallRequest request, TimeSpan limit, CancellationToken cancellationToken)
    {
        var printed = new PrintedText(_options.OutputKb << 10, _options.KeptOutputKb << 10);
        var started = Stopwatch.GetTimestamp();
        var (said, ended) = await AskAsync([request], limit, printed, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var (outcome, grid) = said switch
        {
            ScratchedEvent came when came.Id == request.Id && GridBounds.Hold(came) => (RunOutcome.Completed, came),
            ThrewEvent threw when threw.Id == request.Id => (Outcomes.Threw(threw, _learnersFile, _options), null),
            null => (ended!, (ScratchedEvent?)null),
            _ => (await EndAsync(Outcomes.Protocol), null),
        };
        return new ScratchCall(outcome, grid, printed.ToString(), elapsed);
    }
}
