using Learning.Sandbox;

namespace Learning.Web.Features.Submissions;

/// <summary>Ids of rows that wait for grading; learners take turns. Only a hint: what it forgets is put back from the rows at start.</summary>
internal sealed class SubmissionQueue : IDisposable
{
    /// <summary>Submissions that may wait before new ones are refused.</summary>
    public const int Capacity = 500;

    /// <summary>The same for who has no account: everybody can be many of them, and nobody with one is to wait outside because of it.</summary>
    public const int CapacityWithoutAccount = 300;

    /// <summary>Of one learner. What was accepted before a restart is taken back all the same.</summary>
    public const int PerLearner = 20;

    /// <summary>Who practises, who is examined, and what is handed in when a clock ends: the first two have a capacity each, the last is taken always.</summary>
    private const int Room = Capacity * 20;

    private readonly FairShares<Guid, Guid> _queue = new(Room, Room);

    /// <summary>What does not fit waits in its row for the next start; <see cref="Capacity"/> is kept long before.</summary>
    public void Enqueue(Guid learnerId, Guid submissionId) => _queue.TryEnqueue(learnerId, submissionId);

    public Task<Guid> DequeueAsync(CancellationToken cancellationToken) => _queue.DequeueAsync(cancellationToken);

    /// <summary>Gradings that begin before this one; null when it does not wait here.</summary>
    public int? Before(Guid learnerId, Guid submissionId) => _queue.Before(learnerId, submissionId);

    public void Dispose() => _queue.Dispose();
}
