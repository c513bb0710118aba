using Npgsql;

namespace Learning.Sandbox.Incidents.Load;

/// <summary>The application was restarted while a request waited or ran.</summary>
internal sealed class ApplicationRestartedException() : Exception("the application was restarted");

/// <summary>
/// The application's connection pool: first come, first served, no more connections than its size. A connection that broke is opened anew.
/// Its size can change while it is used, and a restart drops every connection and everybody who waits.
/// </summary>
internal sealed class RequestPool(int size, Func<CancellationToken, Task<NpgsqlConnection>> open) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<int>> _waiting = new();
    private readonly Stack<NpgsqlConnection> _idle = new();
    private readonly HashSet<NpgsqlConnection> _rented = [];
    private readonly List<NpgsqlConnection> _leaked = [];
    private int _size = size;
    private int _taken;
    private int _generation;
    private CancellationTokenSource _life = new();

    public int Size { get { lock (_gate) return _size; } }
    public int InUse { get { lock (_gate) return _taken; } }
    public int Queue { get { lock (_gate) return _waiting.Count; } }
    public bool IsFull { get { lock (_gate) return _taken >= _size; } }

    public async Task<Rented> RentAsync(CancellationToken cancellationToken)
    {
        var generation = await TakeAsync(cancellationToken);
        NpgsqlConnection? connection = null;
        try
        {
            lock (_gate)
                _idle.TryPop(out connection);
            connection ??= await open(cancellationToken);
            lock (_gate)
            {
                if (generation != _generation)
                    throw new ApplicationRestartedException();
                _rented.Add(connection);
                return new(this, connection, generation, _life.Token);
            }
        }
        catch
        {
            if (connection is not null)
                await connection.DisposeAsync();
            Leave(generation);
            throw;
        }
    }

    private async Task<int> TakeAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<int> turn;
        LinkedListNode<TaskCompletionSource<int>> node;
        lock (_gate)
        {
            if (_taken < _size && _waiting.Count == 0)
            {
                _taken++;
                return _generation;
            }
            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            node = _waiting.AddLast(turn);
        }
        await using var given = cancellationToken.Register(() =>
        {
            lock (_gate)
            {
                if (node.List is null)
                    return;
                _waiting.Remove(node);
            }
            turn.TrySetCanceled(cancellationToken);
        });
        return await turn.Task;
    }

    private void Leave(int generation)
    {
        lock (_gate)
        {
            if (generation != _generation)
                return; // its place went with the restart
            _taken--;
            Admit();
        }
    }

    private void Admit()
    {
        while (_taken < _size && _waiting.First is { } next)
        {
            _waiting.RemoveFirst();
            if (next.Value.TrySetResult(_generation))
                _taken++;
        }
    }

    public void Resize(int wanted)
    {
        List<NpgsqlConnection> spare = [];
        lock (_gate)
        {
            _size = wanted;
            while (_idle.Count + _taken > _size && _idle.TryPop(out var connection))
                spare.Add(connection);
            Admit();
        }
        foreach (var connection in spare)
            _ = connection.DisposeAsync().AsTask();
    }

    /// <summary>What a new process of the application has: no connections, nobody waiting. Requests under way are cancelled, and fail.</summary>
    public async Task RestartAsync()
    {
        List<NpgsqlConnection> unused;
        List<TaskCompletionSource<int>> dropped;
        CancellationTokenSource life;
        lock (_gate)
        {
            _generation++;
            (life, _life) = (_life, new());
            unused = [.. _idle, .. _leaked];
            dropped = [.. _waiting];
            _idle.Clear();
            _leaked.Clear();
            _waiting.Clear();
            _taken = 0;
        }
        await life.CancelAsync();
        life.Dispose();
        foreach (var waiting in dropped)
            waiting.TrySetException(new ApplicationRestartedException());
        await Task.WhenAll(unused.Select(async connection => await connection.DisposeAsync()));
    }

    /// <summary>A rented connection that nobody gives back: it stays open, and its place stays taken.</summary>
    private void Leak(Rented rented)
    {
        lock (_gate)
        {
            if (rented.Generation == _generation && _rented.Remove(rented.Connection))
                _leaked.Add(rented.Connection);
        }
    }

    /// <summary>Leaked connections that the server has ended meanwhile: their places come back, as a pool's check of its connections does it.</summary>
    public async Task ReapAsync()
    {
        List<NpgsqlConnection> leaked;
        lock (_gate)
            leaked = [.. _leaked];
        foreach (var connection in leaked)
        {
            if (await LivesAsync(connection))
                continue;
            lock (_gate)
            {
                if (!_leaked.Remove(connection))
                    continue;
                _taken--;
                Admit();
            }
            await connection.DisposeAsync();
        }
    }

    private static async Task<bool> LivesAsync(NpgsqlConnection connection)
    {
        try
        {
            // Waits for a message of the server's for a moment; its end is one.
            await connection.WaitAsync(TimeSpan.FromMilliseconds(1));
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ReturnAsync(Rented rented, bool broken)
    {
        bool keep;
        lock (_gate)
        {
            if (!_rented.Remove(rented.Connection))
                return; // it leaked
            keep = !broken && rented.Generation == _generation && rented.Connection.FullState == System.Data.ConnectionState.Open && _taken <= _size;
            if (keep)
                _idle.Push(rented.Connection);
        }
        if (!keep)
            await rented.Connection.DisposeAsync();
        Leave(rented.Generation);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _size = 0;
        await RestartAsync();
        _life.Dispose();
    }

    /// <summary>A connection and the place that it takes.</summary>
    internal sealed class Rented(RequestPool pool, NpgsqlConnection connection, int generation, CancellationToken restarted) : IAsyncDisposable
    {
        public NpgsqlConnection Connection => connection;
        public int Generation => generation;
        /// <summary>The application was restarted meanwhile.</summary>
        public CancellationToken Restarted => restarted;
        public bool Broken { get; set; }

        public void Leak() => pool.Leak(this);

        public async ValueTask DisposeAsync() => await pool.ReturnAsync(this, Broken);
    }
}
