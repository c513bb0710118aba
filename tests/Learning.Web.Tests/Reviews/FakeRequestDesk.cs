using Learning.Web.Features.Reviews;

namespace Learning.Web.Tests.Reviews;

/// <summary>The learner's side of a review that nobody has asked for yet. The test says when a watch begins.</summary>
internal sealed class FakeRequestDesk : IReviewRequestDesk
{
    public AskedView? View { get; set; } = new(null, true, null, []);
    public Watching Watch { get; } = new();
    public TaskCompletionSource Begins { get; } = new();

    public Task<AskedView?> FindAsync(ReviewSubject subject, CancellationToken cancellationToken) => Task.FromResult(View);
    public Task<string?> AskAsync(ReviewSubject subject, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    public Task<string?> WithdrawAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    public Task<string?> AnswerAsync(Guid id, Guid thread, string? text, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    public Task<string?> ResolveAsync(Guid id, Guid thread, bool resolved, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public async Task<IDisposable> WatchAsync(Func<Task> changed)
    {
        await Begins.Task;
        return Watch;
    }

    internal sealed class Watching : IDisposable
    {
        public bool HasEnded { get; private set; }

        public void Dispose() => HasEnded = true;
    }
}
