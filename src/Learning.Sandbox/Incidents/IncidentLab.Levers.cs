using System.Globalization;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Npgsql;

namespace Learning.Sandbox.Incidents;

public sealed partial class IncidentLab
{
    private static readonly TimeSpan RestartTime = TimeSpan.FromSeconds(2);

    /// <summary>State of each lever by its id.</summary>
    public IReadOnlyDictionary<string, LeverState> Levers
    {
        get
        {
            var actions = Record.Actions;
            return Incident.Levers.ToDictionary(lever => lever.Id, lever =>
            {
                var pulled = actions.LastOrDefault(action => action.Kind == ActionKind.Lever && action.Mark == lever.Id);
                return new LeverState(Value(lever, pulled), Usable(lever, pulled), pulled?.At);
            }, StringComparer.Ordinal);
        }
    }

    private string Value(IncidentLever lever, IncidentAction? pulled) => lever.Kind switch
    {
        LeverKind.PoolSize => _run.Workload.Pool.Size.ToString(CultureInfo.InvariantCulture),
        LeverKind.Flag => _run.Workload.Shares.IsOn(lever.Id) ? "on" : "off",
        LeverKind.StatusPage => pulled?.Text ?? "",
        LeverKind.RollBack => lever.Done || pulled is not null ? "done" : "",
        LeverKind.Setting => pulled is not null ? "done" : "",
        _ => "",
    };

    private static bool Usable(IncidentLever lever, IncidentAction? pulled) => lever.Kind switch
    {
        LeverKind.Refused => false,
        LeverKind.RollBack => !lever.Done && pulled is null,
        LeverKind.Setting => pulled is null,
        _ => true,
    };

    /// <summary>Pulls a lever. Value: pool size, "on" or "off" of a flag, the message of the status page; null otherwise.</summary>
    public async Task<IncidentAction> PullAsync(string id, string? value, CancellationToken cancellationToken)
    {
        MustRun();
        var lever = Incident.Levers.FirstOrDefault(each => each.Id == id) ?? throw new InvalidOperationException($"There is no lever {id}.");
        if (lever.Kind is not (LeverKind.StatusPage or LeverKind.Refused))
            MustBeUnderLoad();
        return lever.Kind switch
        {
            LeverKind.PoolSize => Resize(lever, value),
            LeverKind.Flag => Switch(lever, value is "on"),
            LeverKind.Restart => await RestartAsync(lever),
            LeverKind.StatusPage => Pulled(lever, $"Status page: {(value ?? "").Trim()}"),
            LeverKind.RollBack when !lever.Done => RollBack(lever),
            LeverKind.Setting => await SetAsync(lever, cancellationToken),
            _ => Pulled(lever, $"{lever.Label}: {(lever.Kind == LeverKind.RollBack ? "it was done already" : "refused")}", marked: false),
        };
    }

    private IncidentAction Resize(IncidentLever lever, string? value)
    {
        var most = Incident.Workload.PoolLimit;
        if (!int.TryParse(value, CultureInfo.InvariantCulture, out var size) || size < 1 || size > most)
            throw new InvalidOperationException($"The pool can have 1 to {most} connections.");
        var before = _run.Workload.Pool.Size;
        _run.Workload.Pool.Resize(size);
        return Pulled(lever, $"Pool size {before} → {size}");
    }

    private IncidentAction Switch(IncidentLever lever, bool on)
    {
        _run.Workload.Shares.Switch(lever.Id, on);
        return Pulled(lever, $"{lever.Label} turned {(on ? "on" : "off")}");
    }

    private async Task<IncidentAction> RestartAsync(IncidentLever lever)
    {
        var action = Pulled(lever, $"Application restarted, with {Learning.Grading.Say.Of(_run.Workload.Pool.Queue, "request", "requests")} waiting");
        _run.Workload.Hold();
        await _run.Workload.Pool.RestartAsync();
        await Task.Delay(RestartTime);
        if (Phase is not LabPhase.Paused)
            _run.Workload.Resume();
        return action;
    }

    private IncidentAction RollBack(IncidentLever lever)
    {
        _run.Events.End(lever.Id);
        return Pulled(lever, $"{lever.Label}: done");
    }

    private async Task<IncidentAction> SetAsync(IncidentLever lever, CancellationToken cancellationToken)
    {
        await using var connection = await _run.Server.SuperviseAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Drawn.Fill(lever.Sql!), connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return Pulled(lever, lever.Label);
    }

    private IncidentAction Pulled(IncidentLever lever, string text, bool marked = true) => _keeper.Add(new IncidentAction
    {
        Number = 0, At = Elapsed, Kind = ActionKind.Lever, ByLearner = true, Text = text, Mark = lever.Id, Marked = marked,
    });
}
