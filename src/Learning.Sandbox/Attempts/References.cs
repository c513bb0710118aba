using Learning.Grading.Exercises;
using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// References that have served an attempt and can serve the next one: trusted code on data that it only reads, which nothing of a learner's has
/// touched. One attempt at a time has each. Where an answer changes data the reference begins anew every time, as the learner does.
/// </summary>
internal sealed class References(SandboxOptions options, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Attempts that one reference stands beside.</summary>
    private const int MostUses = 40;

    /// <summary>Well before a jail's time in use is over: the attempt that comes must have its own.</summary>
    private static readonly TimeSpan MostAge = TimeSpan.FromMinutes(8);

    private readonly Lock _gate = new();
    private readonly List<Parked> _parked = [];
    private bool _closed;

    /// <summary>One of the same edition as the learner's cluster, or a new one from <paramref name="start"/>. Give it back by <see cref="RentedReference.ReturnAsync"/>.</summary>
    public async Task<RentedReference> RentAsync(Exercise exercise, ClusterTemplate edition, Func<Task<Lane>> start)
    {
        Parked? found;
        while ((found = Take(exercise, edition)) is not null && HasEnded(found.Lane))
            await found.Lane.DisposeAsync();
        var parked = new Parked(exercise.Slug, exercise.Revision, found?.Lane ?? await start(), found?.Since ?? time.GetTimestamp(), (found?.Uses ?? 0) + 1);
        return new(parked.Lane, sound => ReturnAsync(parked, sound && exercise.Data.Changes is null && parked.Uses < MostUses && IsYoung(parked) && !HasEnded(parked.Lane)));
    }

    private Parked? Take(Exercise exercise, ClusterTemplate edition)
    {
        lock (_gate)
        {
            var found = _parked.Find(parked => parked.Slug == exercise.Slug && parked.Revision == exercise.Revision && parked.Lane.Cluster.Template == edition && IsYoung(parked));
            if (found is not null)
                _parked.Remove(found);
            return found;
        }
    }

    /// <summary>For want of memory or by somebody's kill: it would fail the attempt that it stands beside.</summary>
    private static bool HasEnded(Lane lane) => lane.Cluster.HasExited || lane is RunnerLane { HasExited: true };

    private bool IsYoung(Parked parked) => time.GetElapsedTime(parked.Since) < MostAge;

    private async Task ReturnAsync(Parked parked, bool reusable)
    {
        if ((reusable ? Park(parked) : parked) is { } leaving)
            await leaving.Lane.DisposeAsync();
    }

    /// <summary>The one that has to go for it, if any.</summary>
    private Parked? Park(Parked parked)
    {
        lock (_gate)
        {
            if (_closed)
                return parked;
            _parked.Add(parked);
            if (_parked.Count <= options.ParkedReferences)
                return null;
            var oldest = _parked[0];
            _parked.RemoveAt(0);
            return oldest;
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<Parked> left;
        lock (_gate)
        {
            _closed = true;
            left = [.. _parked];
            _parked.Clear();
        }
        await Task.WhenAll(left.Select(parked => parked.Lane.DisposeAsync().AsTask()));
    }

    private sealed record Parked(string Slug, string Revision, Lane Lane, long Since, int Uses);
}

/// <summary>A reference that one attempt has to itself.</summary>
internal sealed class RentedReference(Lane lane, Func<bool, Task> giveBack)
{
    public Lane Lane => lane;

    /// <summary>Kept for another attempt unless something went wrong beside it.</summary>
    public Task ReturnAsync(bool sound) => giveBack(sound);
}
