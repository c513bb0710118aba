using System.Threading.Channels;
using Learning.Grading.Reports;

namespace Learning.Web.Features.Submissions;

/// <summary>Carries stages from the grader to row and pages, at most five times a second; of several waiting only the newest counts.</summary>
internal sealed class StageProgress(Guid id, SubmissionLedger ledger, SubmissionFeed feed) : IProgress<IReadOnlyList<StageResult>>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Channel<IReadOnlyList<StageResult>> latest =
        Channel.CreateBounded<IReadOnlyList<StageResult>>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Report(IReadOnlyList<StageResult> value) => latest.Writer.TryWrite(value);

    public void Complete() => latest.Writer.TryComplete();

    /// <summary>Returns when <see cref="Complete"/> was called and the last stages are stored.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        await foreach (var stages in latest.Reader.ReadAllAsync(cancellationToken))
        {
            await ledger.SaveProgressAsync(id, stages, cancellationToken);
            await feed.PublishAsync(id);
            if (!latest.Reader.Completion.IsCompleted)
                await Task.Delay(Pause, cancellationToken);
        }
    }
}
