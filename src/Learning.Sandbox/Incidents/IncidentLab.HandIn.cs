using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents.Load;
using Npgsql;

namespace Learning.Sandbox.Incidents;

public sealed partial class IncidentLab
{
    /// <summary>For a lock that somebody left open.</summary>
    private const string LongestLockWait = "5s";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    /// <summary>Seconds after the healthy time in which the trouble has come, if it comes.</summary>
    internal const double LongestRamp = 240;

    /// <summary>How many times over the limit others' work can make a class.</summary>
    private const double TimesByOthers = 4;

    /// <summary>After three times the seconds that the rule asks for it is as it is; three times as many again when others keep the machine busy.</summary>
    private double LongestWatch(int disturbed) => Math.Min(3 * Incident.Fix.HoldSeconds + 2 * disturbed, 9 * Incident.Fix.HoldSeconds);

    /// <summary>
    /// "It is over": watches until every class has been well over as many seconds as the rule asks, three times as long at most, asks the
    /// lasting checks and the checksums, and keeps what it saw. May be called again while the lab runs; the last one counts. Throws
    /// <see cref="InvalidOperationException"/>, and keeps nothing, when others kept the machine too busy to tell.
    /// </summary>
    public async Task<HandIn> HandInAsync(IProgress<LabProgress> progress, CancellationToken cancellationToken)
    {
        if (Phase is not LabPhase.Running)
            throw new InvalidOperationException(Phase is LabPhase.Paused ? "The lab is paused: resume it first." : "There is nothing to hand in while the lab does not run.");
        if (Record is { FullAt: null, BaselineEnd: var end } && Elapsed < end + LongestRamp && Incident.Events.Any(each => each.Kind is EventKind.Shares or EventKind.Leak))
            throw new InvalidOperationException("Nothing has gone wrong so far, so nothing can be over. Watch the charts.");
        var run = _run;
        var begin = Elapsed;
        Did(ActionKind.Stage, "\"It is over\": the application is watched", byLearner: true, marked: true);
        var health = Health(run);
        // What was asked before the moment of handing in does not count for it.
        while (Elapsed < begin + Incident.Fix.HoldSeconds || (!health.All(each => each.Well) && Elapsed < begin + LongestWatch(IsPerhapsTheMachine(run, health) ? Disturbed(begin) : 0)))
        {
            var busy = run.Sampler.Disturbed ? ". Other work keeps this machine busy: these seconds do not count" : "";
            progress.Report(new($"{health.Count(each => each.Well)} of {health.Count} kinds of requests are well{busy}", Math.Min(1, (Elapsed - begin) / LongestWatch(0))));
            await Task.Delay(Look, cancellationToken); // by the wall: the lab's own clock stands still when it ends or is reset
            if (run != _run || Phase is LabPhase.Ended or LabPhase.Starting)
                throw new InvalidOperationException(Phase is LabPhase.Ended ? $"The lab ended while the application was watched. {Record.Ended}" : "The lab was reset while the application was watched.");
            health = Health(run);
        }
        if (!health.All(each => each.Well) && IsPerhapsTheMachine(run, health) && Disturbed(Elapsed - Incident.Fix.HoldSeconds) > Incident.Fix.HoldSeconds / 3)
            throw new InvalidOperationException("Other work on this machine took too much of its processors while the application was watched, so nothing was judged. Our fault: hand in again in a moment, it costs nothing.");
        progress.Report(new("Asking what will last", 1));
        var errors = Record.Samples.Where(sample => sample.At > Elapsed - Incident.Fix.HoldSeconds).Sum(sample => sample.All.Errors);
        var handIn = await LookedAtAsync(run, health, errors, cancellationToken);
        _keeper.Head(head => head with { HandIn = handIn });
        Did(ActionKind.Stage, handIn.Health.All(each => each.Well) ? "Every kind of request is well again" : $"Not well: {string.Join(", ", handIn.Health.Where(each => !each.Well).Select(each => each.Class))}", byLearner: false, marked: true);
        return handIn;
    }

    /// <summary>The load waits meanwhile: it has been judged, and a database that is at its worst would not answer for minutes.</summary>
    private async Task<HandIn> LookedAtAsync(LabRun run, IReadOnlyList<ClassHealth> health, int errors, CancellationToken cancellationToken)
    {
        run.Workload.Hold();
        try
        {
            await using var connection = await run.Server.SuperviseAsync(cancellationToken);
            await using (var patience = new NpgsqlCommand($"SET lock_timeout = '{LongestLockWait}'", connection))
                await patience.ExecuteNonQueryAsync(cancellationToken);
            var change = await run.ChecksumsAsync(connection, cancellationToken);
            var lasting = await LastingAsync(connection, cancellationToken);
            List<string> well = [.. health.Where(each => each.Well).Select(each => each.Class)];
            var wrong = well.Count == 0 ? new HashSet<string>(StringComparer.Ordinal) : await run.WronglyAnsweredAsync(connection, well, cancellationToken);
            return new()
            {
                At = Elapsed,
                Health = [.. health.Select(each => wrong.Contains(each.Class) ? each with { Well = false, Wrong = true } : each)],
                Lasting = lasting,
                DataIntact = change is null,
                DataChange = change,
                Errors = errors,
            };
        }
        catch (PostgresException locked) when (locked.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            var open = Sessions.Where(session => session.InTransaction).Select(session => $"{session.Name} (pid {session.Pid})").ToList();
            throw new InvalidOperationException(open.Count > 0
                ? $"Session {string.Join(", ", open)} is in a transaction that holds what is asked at a hand-in, so nothing was judged. COMMIT or ROLLBACK there, then hand in again."
                : "A lock holds what is asked at a hand-in, so nothing was judged. The list of sessions says who has it; end it, then hand in again.", locked);
        }
        catch (NpgsqlException late) when (late is not PostgresException)
        {
            throw new InvalidOperationException("The database did not answer what is asked at a hand-in, so nothing was judged. Hand in again in a moment, it costs nothing.", late);
        }
        finally
        {
            if (Phase is not LabPhase.Paused)
                run.Workload.Resume();
        }
    }

    /// <summary>Slow may be the machine; failed, not answered at all, or many times over what counts as well is not.</summary>
    private bool IsPerhapsTheMachine(LabRun run, IReadOnlyList<ClassHealth> health) => !run.Workload.Pool.IsFull
        && health.All(each => each.P95 is { } p95 && p95 <= TimesByOthers * each.Limit)
        && Record.Samples.Where(sample => sample.At > Elapsed - Incident.Fix.HoldSeconds).All(sample => sample.All.Errors == 0);

    /// <summary>Seconds since then that do not count.</summary>
    private int Disturbed(double from) => (int)Record.Unscored.Sum(span => Math.Max(0, span.To - Math.Max(span.From, from)));

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
            catch (PostgresException error) when (error.SqlState != PostgresErrorCodes.LockNotAvailable)
            {
                states.Add(new(check.Id, false)); // what it asks about is gone
            }
        }
        return states;
    }
}
