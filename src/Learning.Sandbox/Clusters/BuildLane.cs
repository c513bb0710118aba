namespace Learning.Sandbox.Clusters;

/// <summary>
/// One template is built at a time, and none begun beside a timing: fifty candidates who open their links at once would else have as many servers filled beside
/// everybody's work. What somebody waits for goes before what is built ahead of need.
/// </summary>
internal sealed class BuildLane(TimingLane timing)
{
    private readonly Lock _gate = new();
    private readonly List<Turn> _waiting = [];
    private readonly HashSet<string> _hurried = new(StringComparer.Ordinal);
    private Turn? _building;

    /// <summary>Waits for its turn; the disposal ends it.</summary>
    public async Task<IDisposable> EnterAsync(string what, CancellationToken cancellationToken)
    {
        var turn = new Turn(what, Leave);
        lock (_gate)
        {
            if (_hurried.Contains(what))
                turn.Hurried.TrySetResult();
            if (_building is null)
                Begin(turn);
            else
                _waiting.Add(turn);
        }
        try
        {
            await turn.Begun.Task.WaitAsync(cancellationToken);
            // Who waits may be the one who is timing.
            await await Task.WhenAny(timing.WhenFreeAsync(cancellationToken), turn.Hurried.Task);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Somebody waits for this one, whether it is in line already or will be.</summary>
    public void Hurry(string what)
    {
        lock (_gate)
        {
            _hurried.Add(what);
            foreach (var turn in _waiting.Append(_building).OfType<Turn>().Where(turn => turn.What == what))
                turn.Hurried.TrySetResult();
        }
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
            _hurried.Remove(turn.What);
            _waiting.Remove(turn);
            if (_building != turn)
                return;
            _building = null;
            if ((_waiting.Find(each => each.Hurried.Task.IsCompleted) ?? _waiting.FirstOrDefault()) is not { } next)
                return;
            _waiting.Remove(next);
            Begin(next);
        }
    }

    private sealed class Turn(string what, Action<Turn> leave) : IDisposable
    {
        private int _left;

        public string What { get; } = what;
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Hurried { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                leave(this);
        }
    }
}
