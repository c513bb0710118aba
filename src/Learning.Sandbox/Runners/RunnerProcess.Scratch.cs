using System.Diagnostics;
using Learning.Grading.Traces;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

internal sealed partial class RunnerProcess
{
    /// <summary>Instead of an answer: one line, which <see cref="ScratchAsync"/> then runs.</summary>
    public Task LoadAsync(LoadScratchRequest request, CancellationToken cancellationToken)
    {
        _learnersFile = ScratchRequest.File;
        return TellAsync(request, cancellationToken);
    }

    public async Task<ScratchCall> ScratchAsync(CallRequest request, TimeSpan limit, int? server, CancellationToken cancellationToken)
    {
        await using var time = Limit(limit, server, cancellationToken);
        var printed = new PrintedText(Options.OutputKb << 10, Options.KeptOutputKb << 10);
        var started = Stopwatch.GetTimestamp();
        var (said, ended) = await AskAsync([request], time, printed, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var (outcome, grid) = said switch
        {
            ScratchedEvent came when came.Id == request.Id && GridBounds.Hold(came) => (RunOutcome.Completed, came),
            ThrewEvent threw when threw.Id == request.Id => (Outcomes.Threw(threw, _learnersFile, Options), null),
            null => (ended!, (ScratchedEvent?)null),
            _ => (await EndAsync(Outcomes.Protocol), null),
        };
        return new ScratchCall(outcome, grid, printed.ToString(), elapsed);
    }
}
