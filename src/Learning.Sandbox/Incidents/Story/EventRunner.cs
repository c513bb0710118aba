using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents.Load;
using Learning.Sandbox.Incidents.World;
using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox.Incidents.Story;

/// <summary>Carries out what happens by itself, each event at its time of the lab's clock.</summary>
internal sealed class EventRunner(Incident incident, Drawn drawn, WorldServer server, Workload workload, LabClock clock, Action<IncidentAction> log) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    /// <summary>Seconds for which the pool must have been full before a ramp ends, how often its length it may take at most, and the most that one class comes to.</summary>
    private const double FullFor = 4, MostPaces = 5, MostOfAll = 0.4;

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<double> _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<NpgsqlConnection> _held = [];
    private readonly Dictionary<string, CancellationTokenSource> _endings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private Task _all = Task.CompletedTask;

    /// <summary>The pool is full, for the first time.</summary>
    public void Full(double at) => _full.TrySetResult(at);

    public void Start(double baselineEnd) => _all = Task.WhenAll(incident.Events.Where(each => drawn.Has(each.When)).Select(each => Task.Run(() => OneAsync(each, baselineEnd))));

    /// <summary>Ends what goes on until this lever is pulled, and what has not begun yet.</summary>
    public void End(string lever)
    {
        lock (_gate)
        {
            _ended.Add(lever);
            if (_endings.TryGetValue(lever, out var ending))
                ending.Cancel();
        }
    }

    private async Task OneAsync(IncidentEvent each, double baselineEnd)
    {
        try
        {
            await clock.UntilAsync((each.AfterFull ? await _full.Task.WaitAsync(_stop.Token) : baselineEnd) + each.At, _stop.Token);
            if (each.Text is { } text)
                log(new() { Number = 0, At = clock.Now, Kind = ActionKind.Event, ByLearner = false, Text = drawn.Fill(text), Marked = true });
            await CarryOutAsync(each);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // the lab ends, or begins anew
        }
        catch (NpgsqlException error)
        {
            // The learner was there first (an index that is no longer there, a session that was ended): that is how it goes in an incident.
            server.Log.Add(new(clock.Now, "app", "WARNING", $"{each.Application ?? each.Role}: {error.Message}"));
        }
    }

    private Task CarryOutAsync(IncidentEvent each) => each.Kind switch
    {
        EventKind.Sql => RunAsync(each, _stop.Token),
        EventKind.Hold => HoldAsync(each),
        EventKind.Attempt => AttemptAsync(each),
        EventKind.Shares => MoveAsync(each),
        EventKind.Leak => LeakAsync(each),
        _ => Task.CompletedTask,
    };

    private async Task RunAsync(IncidentEvent each, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(each, cancellationToken);
        await ExecuteAsync(connection, each, cancellationToken);
    }

    private async Task HoldAsync(IncidentEvent each)
    {
        var connection = await OpenAsync(each, _stop.Token);
        lock (_gate)
            _held.Add(connection);
        await ExecuteAsync(connection, each, _stop.Token);
    }

    private async Task AttemptAsync(IncidentEvent each)
    {
        await using var connection = await OpenAsync(each, _stop.Token);
        var running = ExecuteAsync(connection, each, _stop.Token);
        if (each.GiveUpAfter is { } seconds)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var waiting = clock.UntilAsync(clock.Now + seconds, over.Token);
            if (await Task.WhenAny(running, waiting) == waiting && !_stop.IsCancellationRequested)
            {
                await CancelAsync(connection.ProcessID);
                log(new() { Number = 0, At = clock.Now, Kind = ActionKind.Event, ByLearner = false, Text = $"{drawn.Fill(each.Application ?? each.Role ?? "")} gave up and cancelled", Marked = true });
            }
            await over.CancelAsync();
        }
        await running; // the lab's end cancels it too: a connection that is at work takes long to close
    }

    private async Task CancelAsync(int pid)
    {
        await using var supervisor = await server.SuperviseAsync(_stop.Token);
        await using var cancel = new NpgsqlCommand("SELECT pg_cancel_backend($1)", supervisor) { Parameters = { new() { Value = pid } } };
        await cancel.ExecuteNonQueryAsync(_stop.Token);
    }

    /// <summary>In a straight line to the wanted shares; where it is to fill the pool, on at the same pace until it has been full for a while, or a third of all requests are of the kind.</summary>
    private async Task MoveAsync(IncidentEvent each)
    {
        var begin = clock.Now;
        var from = incident.Workload.Classes.Select((_, index) => workload.Shares[index]).ToArray();
        var fullSince = double.NaN;
        while (true)
        {
            var done = each.Seconds <= 0 ? 1 : (clock.Now - begin) / each.Seconds;
            fullSince = workload.Pool.IsFull ? double.IsNaN(fullSince) ? clock.Now : fullSince : double.NaN;
            var over = done >= 1 && (!each.UntilFull || clock.Now - fullSince > FullFor || done > MostPaces);
            foreach (var (index, kind) in incident.Workload.Classes.Index())
            {
                if (each.Shares.TryGetValue(kind.Name, out var to))
                    workload.Shares.Set(index, Math.Clamp(from[index] + (to - from[index]) * (each.UntilFull ? done : Math.Min(done, 1)), 0, Math.Max(to, MostOfAll)));
            }
            if (over)
                return;
            await clock.UntilAsync(clock.Now + 0.5, _stop.Token);
        }
    }

    private async Task LeakAsync(IncidentEvent each)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        if (each.EndedBy is { } lever)
        {
            lock (_gate)
            {
                if (_ended.Contains(lever))
                    return;
                _endings[lever] = ending;
            }
        }
        var kind = incident.Workload.Classes.Index().First(indexed => indexed.Item.Name == each.Class).Index;
        try
        {
            while (true)
            {
                workload.Leak(kind);
                await clock.UntilAsync(clock.Now + each.Seconds, ending.Token);
            }
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            workload.StopLeaking();
        }
        finally
        {
            lock (_gate)
                _endings.Remove(each.EndedBy ?? "");
        }
    }

    private Task<NpgsqlConnection> OpenAsync(IncidentEvent each, CancellationToken cancellationToken) =>
        server.OpenAsync(each.Role ?? "owner", drawn.Fill(each.Application ?? each.Role ?? "owner"), cancellationToken);

    private async Task ExecuteAsync(NpgsqlConnection connection, IncidentEvent each, CancellationToken cancellationToken)
    {
        foreach (var piece in each.Sql.SelectMany(sql => SqlPieces.Of(drawn.Fill(sql))))
        {
            await using var command = new NpgsqlCommand(piece, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _all.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        List<NpgsqlConnection> held;
        lock (_gate)
            held = [.. _held];
        foreach (var connection in held)
            await connection.DisposeAsync();
        _stop.Dispose();
    }
}
