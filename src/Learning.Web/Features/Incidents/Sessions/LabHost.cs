using System.Collections.Concurrent;
using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Sandbox.Incidents;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>Starts labs in the background, writes down what they record, and pauses and ends those that were left.</summary>
internal sealed partial class LabHost(
    IncidentLabs labs, IncidentLibrary library, IncidentLedger ledger, LabViewers viewers, TimeProvider time, IOptions<IncidentOptions> options, ILogger<LabHost> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, HostedLab> hosted = new();

    /// <summary>The row must be there. Returns at once; <see cref="Starting"/> tells how far it is.</summary>
    public void Begin(Guid id, Incident incident, long seed)
    {
        var lab = new HostedLab(id, incident, seed, time.GetUtcNow());
        if (hosted.TryAdd(id, lab))
            _ = Task.Run(() => StartAsync(lab));
    }

    /// <summary>Null when this process does not know the lab.</summary>
    public LabStart? Starting(Guid id) => hosted.TryGetValue(id, out var lab) ? lab.Start : null;

    /// <summary>Gives up waiting or starting, or ends a lab that runs.</summary>
    public async Task EndAsync(Guid id, string why)
    {
        if (!hosted.TryGetValue(id, out var lab))
            return;
        if (lab.Lab is null)
        {
            lab.Fail(why);
            await lab.Cancel.CancelAsync();
            return;
        }
        lab.Closing = true;
        await lab.Lab.EndAsync(why);
        await LookAsync(lab, CancellationToken.None);
    }

    private async Task StartAsync(HostedLab start)
    {
        try
        {
            if (labs.Places.FreeInMinutes is null)
                await ledger.BeginAsync(start.Id, start.Cancel.Token);
            var lab = await labs.StartAsync(start.Id, start.Incident, start.Seed, start, start.Cancel.Token);
            (start.BeganAt, start.Lab) = (time.GetUtcNow(), lab);
            await SaveAsync(start, lab.Record, CancellationToken.None);
        }
        catch (OperationCanceledException) when (start.Cancel.IsCancellationRequested)
        {
            hosted.TryRemove(start.Id, out _);
            await ledger.EndAsync(start.Id, null, null, start.Start.Failure ?? "It was given up before it had begun.", CancellationToken.None);
        }
        catch (Exception error)
        {
            Failed(logger, error, start.Id);
            start.Fail(error is InfrastructureException ? error.Message : "It stopped with an error of ours.");
            if (start.Lab is null)
                hosted.TryRemove(start.Id, out _);
            await ledger.FailAsync(start.Id, start.Start.Failure!, CancellationToken.None);
        }
    }

    /// <summary>Before the site answers: nobody's new lab may be taken for one that was left.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RecoverAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var lab in hosted.Values.Where(lab => lab.Lab is not null))
                await LookAsync(lab, stoppingToken);
        }
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var left = await ledger.RecoverAsync(cancellationToken);
        if (left.Count > 0)
            Recovered(logger, left.Count);
        foreach (var (id, slug) in left)
        {
            try
            {
                if (library.Find(slug) is { } incident)
                    await ledger.ScoreAsync(id, record => IncidentScoring.Score(incident, record), cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Unscored(logger, error, id);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var lab in hosted.Values)
            await EndAsync(lab.Id, IncidentLedger.Restarted);
    }

    /// <summary>One lab's trouble is not the others'; what could not be written is tried again at the next look.</summary>
    private async Task LookAsync(HostedLab hosted, CancellationToken cancellationToken)
    {
        await hosted.Looking.WaitAsync(cancellationToken);
        try
        {
            await TendAsync(hosted, hosted.Lab!);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Untended(logger, error, hosted.Id);
        }
        finally
        {
            hosted.Looking.Release();
        }
    }

    private async Task TendAsync(HostedLab lab, IncidentLab running)
    {
        if (!hosted.ContainsKey(lab.Id))
            return;
        var (now, unseen) = (time.GetUtcNow(), viewers.Unseen(lab.Id, lab.BeganAt));
        lab.PausedAt = running.Phase == LabPhase.Paused ? lab.PausedAt ?? now : null;
        switch (LeaveRule.Decide(running.Phase, unseen, now - lab.PausedAt, now - lab.BeganAt, options.Value))
        {
            case LeaveAct.Pause:
                await running.PauseAsync();
                break;
            case LeaveAct.EndUnseen:
                lab.Closing = true;
                await running.EndAsync($"Nobody came back within {options.Value.EndAfterMinutes} min.");
                break;
            case LeaveAct.EndOld:
                lab.Closing = true;
                await running.EndAsync($"It was {options.Value.LongestMinutes} min old: others wait for its place.");
                break;
        }

        var record = running.Record;
        if (lab.Seen is { } before && (record.StartedAt != before.StartedAt || record.Elapsed < before.Elapsed))
            await ledger.KeepAsync(lab.Id, before, Score(lab, before), "The lab was reset; it began anew.", CancellationToken.None);
        lab.Seen = record;
        // One that ended by itself can be reset for as long as somebody looks at it, and ends for a moment while it is.
        if (record.Phase == LabPhase.Ended && (lab.Closing || unseen >= TimeSpan.FromSeconds(options.Value.PauseAfterSeconds)))
            await EndedAsync(lab, record);
        else if (!Equals(HostedLab.Moment(record), lab.SavedMoment)
            || (record.Phase is LabPhase.Baseline or LabPhase.Running && now - lab.SavedAt >= TimeSpan.FromSeconds(options.Value.SaveEverySeconds)))
            await SaveAsync(lab, record, CancellationToken.None);
    }

    private async Task SaveAsync(HostedLab lab, IncidentRecord record, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await ledger.SaveAsync(lab.Id, record, viewers.Unseen(lab.Id, lab.BeganAt) is { } alone ? now - alone : now, cancellationToken);
        (lab.SavedAt, lab.SavedMoment) = (now, HostedLab.Moment(record));
    }

    private async Task EndedAsync(HostedLab lab, IncidentRecord record)
    {
        await ledger.EndAsync(lab.Id, record, Score(lab, record), record.Ended ?? "It was ended.", CancellationToken.None);
        hosted.TryRemove(lab.Id, out _);
        viewers.Forget(lab.Id);
        await lab.Lab!.DisposeAsync();
    }

    private static IncidentScore Score(HostedLab lab, IncidentRecord record) => IncidentScoring.Score(lab.Incident, record);

    [LoggerMessage(LogLevel.Information, "{Count} labs of an earlier run are over; their records are kept")]
    private static partial void Recovered(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Lab {Id} of an earlier run has a record that could not be scored")]
    private static partial void Unscored(ILogger logger, Exception error, Guid id);

    [LoggerMessage(LogLevel.Error, "Lab {Id} did not start")]
    private static partial void Failed(ILogger logger, Exception error, Guid id);

    [LoggerMessage(LogLevel.Error, "Lab {Id} was not looked after for a moment")]
    private static partial void Untended(ILogger logger, Exception error, Guid id);
}
