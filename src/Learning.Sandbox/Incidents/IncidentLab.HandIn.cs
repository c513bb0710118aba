using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents.Load;
using Npgsql;

namespace Learning.Sandbox.Incidents;

public sealed partial class IncidentLab
{
    /// <summary>After three times the seconds that the rule asks for it is as it is.</summary>
    private double LongestWatch => 3 * Incident.Fix.HoldSeconds;

    /// <summary>
    /// "It is over": watches until every class has been well over as many seconds as the rule asks, three times as long at most, asks the
    /// lasting checks and the checksums, and keeps what it saw. May be called again while the lab runs; the last one counts.
    /// </summary>
    public async Task<HandIn> HandInAsync(IProgress<LabProgress> progress, CancellationToken cancellationToken)
    {
        if (Phase is not LabPhase.Running)
            throw new InvalidOperationException(Phase is LabPhase.Paused ? "The lab is paused: resume it first." : "There is nothing to hand in while the lab does not run.");
        var run = _run;
        var begin = Elapsed;
        Did(ActionKind.Stage, "\"It is over\": the application is watched", byLearner: true, marked: true);
        var health = Health(run);
        // What was asked before the moment of handing in does not count for it.
        while (Elapsed < begin + Incident.Fix.HoldSeconds || (!health.All(each => each.Well) && Elapsed < begin + LongestWatch))
        {
            progress.Report(new($"{health.Count(each => each.Well)} of {health.Count} kinds of requests are well", Math.Min(1, (Elapsed - begin) / LongestWatch)));
            await run.Clock.UntilAsync(Elapsed + 0.5, cancellationToken);
            health = Health(run);
        }
        progress.Report(new("Asking what will last", 1));
        await using var connection = await run.Server.SuperviseAsync(cancellationToken);
        var change = await run.ChecksumsAsync(connection, cancellationToken);
        var handIn = new HandIn
        {
            At = Elapsed,
            Health = health,
            Lasting = await LastingAsync(connection, cancellationToken),
            DataIntact = change is null,
            DataChange = change,
            Errors = Record.Samples.Where(sample => sample.At > Elapsed - Incident.Fix.HoldSeconds).Sum(sample => sample.All.Errors),
        };
        _keeper.Head(head => head with { HandIn = handIn });
        Did(ActionKind.Stage, handIn.Health.All(each => each.Well) ? "Every kind of request is well again" : $"Not well: {string.Join(", ", handIn.Health.Where(each => !each.Well).Select(each => each.Class))}", byLearner: false, marked: true);
        return handIn;
    }

    private IReadOnlyList<ClassHealth> Health(LabRun run)
    {
        var (record, from) = (Record, Elapsed - Incident.Fix.HoldSeconds);
        var errors = record.Samples.Where(sample => sample.At > from).ToList();
        return [.. Incident.Workload.Classes.Select((kind, index) =>
        {
            var limit = record.Healthy.GetValueOrDefault(kind.Name, Incident.Fix.FloorMs);
            var p95 = Latencies.Percentile(run.Workload.Latencies.Since(index, from), 0.95);
            var failed = errors.Any(sample => sample.Classes[index].Errors > 0);
            return new ClassHealth(kind.Name, p95, limit, p95 <= limit && !failed);
        })];
    }

    private async Task<IReadOnlyList<CheckedState>> LastingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<CheckedState> states = [];
        foreach (var check in Incident.Fix.Lasting.Where(check => Drawn.Has(check.When)))
        {
            try
            {
                await using var command = new NpgsqlCommand(Drawn.Fill(check.Sql), connection) { CommandTimeout = 20 };
                states.Add(new(check.Id, await command.ExecuteScalarAsync(cancellationToken) is true));
            }
            catch (PostgresException)
            {
                states.Add(new(check.Id, false)); // what it asks about is gone
            }
        }
        return states;
    }
}
