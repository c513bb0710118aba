using System.Collections.Concurrent;
using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;
using Learning.Sandbox.Incidents;
using Learning.Web.Data;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>Starts labs in the background and looks after each of them until it has ended.</summary>
internal sealed partial class LabHost(
    IncidentLabs labs, IncidentLibrary library, IncidentLedger ledger, LabCare care, TimeProvider time, ILogger<LabHost> logger) : BackgroundService
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

    /// <summary>Gives up waiting or starting, or ends a lab that runs. A row whose lab is nowhere would keep its learner from any other one: it has failed.</summary>
    public async Task EndAsync(Guid id, string why)
    {
        if (!hosted.TryGetValue(id, out var lab))
        {
            if (labs.Find(id) is null)
                await ledger.LoseAsync(id, CancellationToken.None);
            return;
        }
        if (lab.Lab is null)
        {
            lab.Fail(why);
            await lab.Cancel.CancelAsync();
            return;
        }
        lab.Closing = true;
        await lab.Lab.EndAsync(why);
        await TendAsync(lab, CancellationToken.None);
    }

    private async Task StartAsync(HostedLab start)
    {
        try
        {
            if (labs.Places.FreeInMinutes is null)
                await ledger.BeginAsync(start.Id, start.Cancel.Token);
            var lab = await labs.StartAsync(start.Id, start.Incident, start.Seed, start, start.Cancel.Token);
            (start.BeganAt, start.Lab) = (time.GetUtcNow(), lab); // the next look writes it down
        }
        catch (OperationCanceledException) when (start.Cancel.IsCancellationRequested)
        {
            start.Over = new(IncidentStatus.Ended, start.Start.Failure ?? "It was given up before it had begun.");
            await CloseAsync(start);
        }
        catch (Exception error)
        {
            Failed(logger, error, start.Id);
            start.Over = new(IncidentStatus.Failed, error is InfrastructureException ? error.Message : "It stopped with an error of ours.");
            await CloseAsync(start);
        }
    }

    /// <summary>Writes down how a start ended that came to nothing. What could not be written is tried again at the next look.</summary>
    private async Task CloseAsync(HostedLab start)
    {
        if (start.Over is not { } over)
            return;
        start.Fail(over.Why);
        try
        {
            if (over.Status == IncidentStatus.Failed)
                await ledger.FailAsync(start.Id, over.Why, CancellationToken.None);
            else
                await ledger.EndAsync(start.Id, null, null, over.Why, CancellationToken.None);
            hosted.TryRemove(start.Id, out _);
        }
        catch (Exception error)
        {
            Untended(logger, error, start.Id);
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
            // Each by itself: one that ends may take half a minute, and the others' records are written down meanwhile.
            foreach (var lab in hosted.Values.Where(lab => lab.Tended.IsCompleted))
                lab.Tended = lab.Lab is null ? CloseAsync(lab) : TendAsync(lab, stoppingToken);
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
        // Together: each may look at its data for a while, and whoever stops us waits for seconds only.
        await Task.WhenAll(hosted.Values.Select(lab => EndAsync(lab.Id, IncidentLedger.Restarted)));
    }

    /// <summary>One lab's trouble is not the others'; what could not be written is tried again at the next look.</summary>
    private async Task TendAsync(HostedLab lab, CancellationToken cancellationToken)
    {
        await lab.Looking.WaitAsync(cancellationToken);
        try
        {
            if (hosted.ContainsKey(lab.Id) && await care.TendAsync(lab, lab.Lab!))
            {
                hosted.TryRemove(lab.Id, out _);
                await lab.Lab!.DisposeAsync();
                lab.Dispose();
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Untended(logger, error, lab.Id);
        }
        finally
        {
            lab.Looking.Release();
        }
    }

    [LoggerMessage(LogLevel.Information, "Labs of an earlier run that ended with it, their records kept: {Count}")]
    private static partial void Recovered(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Lab {Id} of an earlier run has a record that could not be scored")]
    private static partial void Unscored(ILogger logger, Exception error, Guid id);

    [LoggerMessage(LogLevel.Error, "Lab {Id} did not start")]
    private static partial void Failed(ILogger logger, Exception error, Guid id);

    [LoggerMessage(LogLevel.Error, "Lab {Id} was not looked after for a moment")]
    private static partial void Untended(ILogger logger, Exception error, Guid id);
}
