using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents.Load;
using Learning.Sandbox.Incidents.World;
using Npgsql;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>
/// Looks at the locks five times a second, at everything once a second, and at statements and truths every five. One connection of the
/// supervisor's, that nobody in the lab can end.
/// </summary>
internal sealed class Sampler : IAsyncDisposable
{
    /// <summary>Percentiles look back so far; rates half as far.</summary>
    public const double Window = 10;
    private const double RateWindow = 5;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);
    /// <summary>Seconds of looks that failed one after the other, their own waits not counted.</summary>
    private const double LongestSilence = 4;

    private readonly Incident _incident;
    private readonly WorldServer _server;
    private readonly Workload _workload;
    private readonly LabClock _clock;
    private readonly RecordKeeper _keeper;
    private readonly Truths _truths;
    private readonly Func<IReadOnlySet<int>> _learners;
    private readonly Func<bool> _disturbed;
    private readonly HostLook _host = new();
    private readonly IoLook _io = new();
    private readonly Neighbours _neighbours;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loop = Task.CompletedTask;
    private double _blocked, _blockedStanding;
    private string _shape = "";
    private volatile IReadOnlyList<ActivityRow> _activity = [];

    public Sampler(Incident incident, Drawn drawn, WorldServer server, Workload workload, LabClock clock, RecordKeeper keeper, Func<IReadOnlySet<int>> learners, Func<bool> disturbed)
    {
        (_incident, _server, _workload, _clock, _keeper, _learners, _disturbed) = (incident, server, workload, clock, keeper, learners, disturbed);
        _truths = Truths.Of(incident, drawn);
        _neighbours = new(server.Measure);
    }

    public IReadOnlyList<ActivityRow> Activity => _activity;
    public Truths Truths => _truths;
    /// <summary>The last second was not the lab's own: others kept the machine busy.</summary>
    public bool Disturbed { get; private set; }
    /// <summary>The first second has been measured.</summary>
    public Task First => _first.Task;
    /// <summary>Called after each second, with what it was.</summary>
    public Action<IncidentSample>? Second { get; set; }
    /// <summary>Called once, when the server is gone.</summary>
    public Action? Lost { get; set; }

    public void Start() => _loop = Task.Run(LoopAsync);

    /// <summary>Truths are asked now, beside the turns: before an answer is judged.</summary>
    public async Task LookForTruthsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _server.SuperviseAsync(cancellationToken);
        await _truths.LookAsync(connection, cancellationToken);
    }

    /// <summary>A look that failed is not the end: a server under load may be late with an answer. One that has exited, or hears nobody for a while, is.</summary>
    private async Task LoopAsync()
    {
        var failing = 0.0;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _server.SuperviseAsync(_stop.Token);
                await LookOnAsync(connection, () => failing = 0);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return; // the lab ends
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or InvalidOperationException && !_stop.IsCancellationRequested)
            {
                failing += Turn.TotalSeconds;
                if (_server.HasExited || failing > LongestSilence)
                {
                    _first.TrySetException(new Grading.InfrastructureException($"The incident's database ended. {_server.Log.Text}"));
                    Lost?.Invoke();
                    return;
                }
                await Task.Delay(Turn, CancellationToken.None);
            }
        }
    }

    private async Task LookOnAsync(NpgsqlConnection connection, Action answered)
    {
        var slow = Task.CompletedTask;
        var (nextSecond, nextSlow) = (Math.Floor(_clock.Now) + 1, _clock.Now + 2);
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var turn = _clock.Now;
                await LookAtLocksAsync(connection);
                answered();
                if (turn >= nextSecond)
                {
                    var io = await _io.LookAsync(connection, _stop.Token);
                    Measure(turn, io);
                    nextSecond = Math.Floor(turn) + 1;
                    _first.TrySetResult();
                }
                if (turn >= nextSlow && slow.IsCompleted)
                {
                    slow = LookSlowlyAsync(turn);
                    nextSlow = turn + 5;
                }
                await Task.Delay(Turn, _stop.Token);
            }
        }
        finally
        {
            await slow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAtLocksAsync(NpgsqlConnection connection)
    {
        var rows = await ActivityLook.LookAsync(connection, _learners(), _stop.Token);
        _activity = rows;
        var application = _incident.Workload.Role;
        if (!_clock.Stands && ActivityLook.BlockedByLearner(rows, application) > 0)
        {
            _blocked += Turn.TotalSeconds;
            if (ActivityLook.BlockedByLearner(rows, application, standing: true) > 0)
                _blockedStanding += Turn.TotalSeconds;
        }
        var shape = ActivityLook.Shape(rows, application);
        if (shape != _shape)
        {
            _shape = shape;
            // The application's sessions that do nothing say nothing about who waits for whom.
            _keeper.Add(new LockSample(_clock.Now, [.. rows.Where(row => row.State is not "idle" || row.Role != application).Select(row => row with { Query = row.Query.Length > 300 ? row.Query[..300] : row.Query })]));
        }
    }

    private void Measure(double now, IoSample io)
    {
        var classes = _incident.Workload.Classes.Select((kind, index) => Class(kind.Name, index, now)).ToList();
        _workload.Latencies.Trim(now);
        var application = _incident.Workload.Role;
        var (lost, givenUp, budget) = _workload.Costs.SoFar();
        var host = _host.Look();
        Disturbed = _disturbed() || _neighbours.Look(host) >= Neighbours.TooMuch;
        var sample = new IncidentSample
        {
            At = now,
            Classes = classes,
            All = Class("all", null, now) with { Errors = classes.Sum(each => each.Errors) },
            Pool = new(_workload.Pool.Size, _workload.Pool.InUse, _workload.Pool.Queue, _workload.Offered),
            Host = host,
            Io = io,
            Waits = ActivityLook.Waits(_activity, application),
            Cost = new(lost, givenUp, budget, _blocked) { BlockedStandingSeconds = _blockedStanding },
            BlockedByLearner = ActivityLook.BlockedByLearner(_activity, application),
        };
        _keeper.Add(sample);
        if (Disturbed)
            _keeper.Unscored(now - 1, now);
        Second?.Invoke(sample);
    }

    private ClassSample Class(string name, int? kind, double now)
    {
        var recent = _workload.Latencies.Since(kind, now - Window);
        return new(name, _workload.Latencies.Count(kind, now - RateWindow) / RateWindow, kind is { } index ? _workload.Latencies.TakeErrors(index) : 0,
            Latencies.Percentile(recent, 0.5), Latencies.Percentile(recent, 0.95), Latencies.Percentile(recent, 0.99));
    }

    private async Task LookSlowlyAsync(double at)
    {
        try
        {
            await using var connection = await _server.SuperviseAsync(_stop.Token);
            _keeper.Add(new StatementsSample(at, await StatementsLook.LookAsync(connection, _incident.Workload.Role, _stop.Token)));
            await _truths.LookAsync(connection, _stop.Token);
            await _workload.Pool.ReapAsync();
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            // The server is going, or too busy this time; the next look is in five seconds.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }
}
