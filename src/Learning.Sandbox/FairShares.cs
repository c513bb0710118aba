namespace Learning.Sandbox;

/// <summary>
/// Work of many owners, who take turns: each turn gives out the oldest item of one owner, and an owner's next turn comes after everybody else's who
/// has something waiting. Five hundred items of one owner delay another's by one item. Safe for many producers and consumers.
/// </summary>
/// <param name="capacity">Items that may wait in all.</param>
/// <param name="perOwner">Items of one owner that may wait.</param>
public sealed class FairShares<TOwner, TItem>(int capacity, int perOwner) : IDisposable
    where TOwner : notnull where TItem : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TOwner, LinkedListNode<Line>> _lines = [];
    /// <summary>Owners with something waiting; the first has the next turn.</summary>
    private readonly LinkedList<Line> _turns = new();
    private readonly SemaphoreSlim _available = new(0);
    private int _count;

    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>False when too much waits already, of this owner or in all.</summary>
    public bool TryEnqueue(TOwner owner, TItem item)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(owner, out var line))
                _lines[owner] = line = new(new(owner));
            if (_count >= capacity || line.Value.Items.Count >= perOwner)
                return false;
            line.Value.Items.Enqueue(item);
            _count++;
            if (line.List is null)
                _turns.AddLast(line);
        }
        _available.Release();
        return true;
    }

    /// <summary>Waits until there is something.</summary>
    public async Task<TItem> DequeueAsync(CancellationToken cancellationToken)
    {
        await _available.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var line = _turns.First!;
            _turns.RemoveFirst();
            var item = line.Value.Items.Dequeue();
            _count--;
            if (line.Value.Items.Count > 0)
                _turns.AddLast(line);
            else
                _lines.Remove(line.Value.Owner);
            return item;
        }
    }

    /// <summary>How many items will be given out before this one if nobody new comes; null when it does not wait here.</summary>
    public int? Before(TOwner owner, TItem item)
    {
        lock (_gate)
        {
            var rank = _lines.TryGetValue(owner, out var mine) ? mine.Value.Items.TakeWhile(each => !each.Equals(item)).Count() : 0;
            if (mine is null || rank == mine.Value.Items.Count)
                return null;
            var (before, passed) = (rank, false);
            foreach (var line in _turns)
            {
                passed |= line == mine.Value;
                // Those whose turn comes first give one item more before this one than those who come after.
                if (line != mine.Value)
                    before += Math.Min(line.Items.Count, passed ? rank : rank + 1);
            }
            return before;
        }
    }

    public void Dispose() => _available.Dispose();

    private sealed class Line(TOwner owner)
    {
        public TOwner Owner => owner;
        public Queue<TItem> Items { get; } = new();
    }
}
