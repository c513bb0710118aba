namespace Learning.Sandbox.Clusters;

/// <summary>Who waits for a build: nobody yet, somebody who has opened the page, a grading that is under way.</summary>
internal enum BuildNeed { Later, Opened, Graded }

/// <summary>
/// One template is built at a time, and none begun beside a timing: fifty candidates who open their links at once would else have as many servers filled beside
/// everybody's work. What somebody waits for goes before what is built ahead of need.
/// </summary>
internal sealed class BuildLane(TimingLane timing)
{
    private readonly Lock _gate = new();
    private readonly List<Turn> _waiting = [];
    private readonly Dictionary<string, BuildNeed> _needs = new(StringComparer.Ordinal);
    private Turn? _building;

    /// <summary>Waits for its turn; the disposal ends it.</summary>
    public async Task<IDisposable> EnterAsync(string what, CancellationToken cancellationToken)
    {
        var turn = new Turn(what, Leave);
        lock (_gate)
        {
            turn.Raise(_needs.GetValueOrDefault(what));
            if (_building is null)
                Begin(turn);
            else
                _waiting.Add(turn);
        }
        try
        {
            await turn.Begun.Task.WaitAsync(cancellationToken);
            // A grading that waits may be the one that is timed.
            await await Task.WhenAny(timing.WhenFreeAsync(cancellationToken), turn.IsGraded.Task);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Somebody waits for this one, whether it is in line already or will be.</summary>
    public void Need(string what, BuildNeed need)
    {
        lock (_gate)
        {
            if (need > _needs.GetValueOrDefault(what))
                _needs[what] = need;
            foreach (var turn in _waiting.Append(_building).OfType<Turn>().Where(turn => turn.What == what))
                turn.Raise(need);
        }
    }

    /// <summary>What somebody waited for is there. What is built next of it is built for nobody in particular.</summary>
    public void IsMet(string what)
    {
        lock (_gate)
            _needs.Remove(what);
    }

    private void Begin(Turn turn)
    {
        _building = turn;
        turn.Begun.TrySetResult();
    }

    private void Leave(Turn turn)
    {
        lock (_gate)
        {
            _needs.Remove(turn.What);
            _waiting.Remove(turn);
            if (_building != turn)
                return;
            _building = null;
            if (_waiting.MaxBy(each => each.Need) is not { } next) // of the same need, the one that came first
                return;
            _waiting.Remove(next);
            Begin(next);
        }
    }

    private sealed class Turn(string what, Action<Turn> leave) : IDisposable
    {
        private int _left;

        public string What { get; } = what;
        public BuildNeed Need { get; private set; }
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource IsGraded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Raise(BuildNeed need)
        {
            if (need > Need)
                Need = need;
            if (Need == BuildNeed.Graded)
                IsGraded.TrySetResult();
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                leave(this);
        }
    }
}
