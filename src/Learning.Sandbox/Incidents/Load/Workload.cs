using Learning.Grading.Incidents;
using Npgsql;

namespace Learning.Sandbox.Incidents.Load;

/// <summary>The virtual users of a lab, in a closed loop on one pool.</summary>
internal sealed class Workload : IAsyncDisposable
{
    /// <summary>A client gives up then, and it counts as an error.</summary>
    private const int TimeoutSeconds = 60;
    /// <summary>How far back a window looks at most.</summary>
    private const double Kept = 20;

    private readonly IncidentWorkload _plan;
    private readonly LabClock _clock;
    private readonly Draws[][] _draws;
    private readonly string[] _sql;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _users = [];
    private volatile TaskCompletionSource _open = Opened();
    private int _leaksDue;
    private int _pauses;
    private int _leaking = -1;

    public Workload(IncidentWorkload plan, Drawn names, LabClock clock, Func<CancellationToken, Task<NpgsqlConnection>> open)
    {
        (_plan, _clock) = (plan, clock);
        _sql = [.. plan.Classes.Select(kind => names.Fill(kind.Sql))];
        _draws = [.. plan.Classes.Select(kind => kind.Parameters.Select(draw => new Draws(draw, names)).ToArray())];
        Shares = new(plan.Classes);
        Pool = new(plan.Pool, open);
        Latencies = new(plan.Classes.Count, Kept);
        Costs = new(plan, clock);
    }

    public Shares Shares { get; }
    public RequestPool Pool { get; }
    public Latencies Latencies { get; }
    /// <summary>Requests a second that come when nothing holds anybody up.</summary>
    public double Offered => _plan.Users / _plan.ThinkSeconds;
    public Ledger Costs { get; }
    /// <summary>When set, every answer time is also given to it.</summary>
    public Action<int, double>? Measured { get; set; }

    public void Start(long seed)
    {
        for (var user = 0; user < _plan.Users; user++)
        {
            var (one, random) = (user, new Random(unchecked((int)(seed * 7919 + user))));
            _users.Add(Task.Run(() => UserAsync(one, random)));
        }
    }

    /// <summary>From now on the application asks nothing; requests under way end, and if they fail it is nobody's doing: their time-outs do not stand still.</summary>
    public void Pause()
    {
        Interlocked.Increment(ref _pauses);
        Hold();
    }

    /// <summary>From now on the application asks nothing.</summary>
    public void Hold()
    {
        if (_open.Task.IsCompleted) // who waits for the present one must not be forgotten
            _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Resume() => _open.TrySetResult();

    /// <summary>The next request of the class keeps its connection. What is due does not pile up while none is answered.</summary>
    public void Leak(int kind)
    {
        _leaking = kind;
        Interlocked.Exchange(ref _leaksDue, 1);
    }

    public void StopLeaking()
    {
        _leaking = -1;
        Interlocked.Exchange(ref _leaksDue, 0);
    }

    private async Task UserAsync(int user, Random random)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * _plan.ThinkSeconds), _stop.Token);
            while (true)
            {
                await _open.Task.WaitAsync(_stop.Token);
                await RequestAsync(user, Shares.Draw(random), random);
                await Task.Delay(TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * _plan.ThinkSeconds), _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // the lab ends
        }
    }

    private async Task RequestAsync(int user, int kind, Random random)
    {
        var (begin, pauses) = (_clock.Now, Volatile.Read(ref _pauses));
        Costs.Asked(user, kind);
        try
        {
            await using var rented = await Pool.RentAsync(_stop.Token);
            try
            {
                await RunAsync(rented, kind, random);
            }
            catch
            {
                rented.Broken = true;
                throw;
            }
        }
        catch (Exception error) when (error is NpgsqlException or ApplicationRestartedException or OperationCanceledException or TimeoutException or ObjectDisposedException or InvalidOperationException && !_stop.IsCancellationRequested)
        {
            // A request that failed is a fact about the incident: it is counted, and its user tries again later.
            if (pauses != Volatile.Read(ref _pauses))
            {
                Costs.Excused(user);
                return;
            }
            Latencies.Fail(kind);
            Costs.Failed(user);
            return;
        }
        var end = _clock.Now;
        Latencies.Add(kind, end, (end - begin) * 1000);
        Measured?.Invoke(kind, (end - begin) * 1000);
        Costs.Answered(user);
    }

    private async Task RunAsync(RequestPool.Rented rented, int kind, Random random)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, rented.Restarted);
        var leaks = kind == _leaking && TakeLeak();
        if (leaks)
        {
            await using var begin = new NpgsqlCommand("BEGIN", rented.Connection) { CommandTimeout = TimeoutSeconds };
            await begin.ExecuteNonQueryAsync(either.Token);
        }
        await using var command = new NpgsqlCommand(_sql[kind], rented.Connection) { CommandTimeout = TimeoutSeconds };
        foreach (var draw in _draws[kind])
            command.Parameters.Add(new() { Value = draw.Next(random) });
        await using (var reader = await command.ExecuteReaderAsync(either.Token))
        {
            while (await reader.ReadAsync(either.Token))
            {
                // An application reads what it has asked for.
            }
        }
        if (leaks)
            rented.Leak();
    }

    private bool TakeLeak() => Interlocked.CompareExchange(ref _leaksDue, 0, 1) == 1;

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Pool.DisposeAsync();
        await Task.WhenAll(_users).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
