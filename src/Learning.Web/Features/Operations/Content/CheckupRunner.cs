using System.Collections.Concurrent;
using System.Data.Common;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Sandbox.Incidents;
using Learning.Sandbox.Incidents.Players;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Operations.Content;

/// <summary>
/// Proves exercises, their variants and incidents inside of the site, one at a time, and each answer or play only while no learner's work waits or runs.
/// While variants or plays wait for somebody's assessment, exercises as written go before them.
/// </summary>
internal sealed partial class CheckupRunner(
    CheckupLedger ledger, Grader grader, ExerciseLibrary library, IncidentLibrary incidents, IncidentLabs labs, TimeProvider time, ILogger<CheckupRunner> logger) : BackgroundService
{
    private const long Seed = 1; // what a play draws; the same each time, so that a difference is a change
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim bell = new(0);
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, CancellationTokenSource> begun = [];
    private readonly ConcurrentDictionary<(string Slug, bool OfVariant), string> held = new();

    /// <summary>What the checkup that is under way waits for, in words after "waits for"; null while it does not wait, or is not under way.</summary>
    public string? HeldBy(string slug, bool ofVariant) => held.GetValueOrDefault((slug, ofVariant));

    /// <summary>Something was asked for.</summary>
    public void Ring() => bell.Release();

    /// <summary>Some were stopped: the one that runs ends now, if it is among them.</summary>
    public void Stop(IReadOnlyCollection<Guid> stopped)
    {
        lock (gate)
        {
            foreach (var id in stopped.Where(begun.ContainsKey))
                _ = begun[id].CancelAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                while (await ledger.NextAsync(stoppingToken) is { } next)
                    await RunAsync(next, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Postponed(logger, error); // the database is away; the row still waits
            }
            await bell.WaitAsync(Round, stoppingToken);
        }
    }

    private async Task RunAsync(Checkup checkup, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (gate)
            begun.Add(checkup.Id, stop);
        try
        {
            await ProveAsync(checkup, stop.Token);
        }
        catch (Exception error) when (error is not (OperationCanceledException or DbException or DbUpdateException or InvalidOperationException))
        {
            Failed(logger, error, checkup.Slug);
            await ledger.FailAsync(checkup.Id, error.Message, cancellationToken);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // stopped, which its row says already
        }
        finally
        {
            held.TryRemove(Place(checkup), out _);
            lock (gate)
                begun.Remove(checkup.Id);
        }
    }

    private async Task ProveAsync(Checkup checkup, CancellationToken cancellationToken)
    {
        if (Prove(checkup, cancellationToken) is not { } prove)
        {
            await ledger.FailAsync(checkup.Id, "It is not here any more in the revision that was asked about. Ask again.", cancellationToken);
            return;
        }
        if (!await ledger.BeginAsync(checkup.Id, cancellationToken))
            return;
        var (differ, unsure) = await prove();
        if (differ == 0 && unsure > 0)
            await ledger.FailAsync(checkup.Id, $"The machine was too busy with other work to be sure of {unsure}, also the second time. Ask again when it is quiet.", cancellationToken);
        else
            await ledger.EndAsync(checkup.Id, differ == 0, cancellationToken);
    }

    /// <summary>What proves it, and says how many landed elsewhere and of how many it is not sure; null when this revision of it is gone.</summary>
    private Func<Task<(int Differ, int Unsure)>>? Prove(Checkup checkup, CancellationToken cancellationToken)
    {
        if (incidents.Find(checkup.Slug) is { } incident && incident.Revision == checkup.Revision)
            return () => EachAsync(checkup, incident.Players, player => labs.ProveAsync(incident, player, Seed, cancellationToken), play => (play.Landed, play.Unsure), cancellationToken);
        if (library.Find(checkup.Slug)?.Revision != checkup.Revision || library.Find(checkup.Slug, checkup.Variant) is not { } exercise)
            return null;
        return () => EachAsync(checkup, [.. checkup.Variant is null ? exercise.Declared() : exercise.Representatives()], declared => grader.ProveAsync(exercise, declared, cancellationToken), answer => (answer.Landed, answer.Unsure), cancellationToken);
    }

    private async Task<(int Differ, int Unsure)> EachAsync<TGiven, TProved>(Checkup checkup, IReadOnlyList<TGiven> all, Func<TGiven, Task<TProved>> prove, Func<TProved, (bool Landed, bool Unsure)> came, CancellationToken cancellationToken)
    {
        List<TProved> proved = [];
        foreach (var each in all)
        {
            var one = await AloneAsync(each);
            proved.Add(came(one).Unsure ? await AloneAsync(each) : one); // as for learners: what is not sure runs once more by itself
            await ledger.SaveAsync(checkup.Id, proved, cancellationToken);
        }
        return (proved.Count(each => came(each) is (false, false)), proved.Count(each => came(each).Unsure));

        async Task<TProved> AloneAsync(TGiven each)
        {
            while (await HeldByAsync(checkup, cancellationToken) is { } by)
            {
                held[Place(checkup)] = by;
                if (IsPatient(checkup) && await ledger.NextAsync(incidents.Incidents.Select(each => each.Slug), cancellationToken) is { } other)
                    await RunAsync(other, cancellationToken);
                else
                    await Task.Delay(Look, time, cancellationToken);
            }
            held.TryRemove(Place(checkup), out _);
            return await prove(each);
        }
    }

    /// <summary>A play takes a lab's place and minutes of a core: it waits for other labs too, and for everybody whose clock runs.</summary>
    private async Task<string?> HeldByAsync(Checkup checkup, CancellationToken cancellationToken)
    {
        var isPlay = incidents.Find(checkup.Slug) is not null;
        return isPlay && labs.Places.Running + labs.Places.Waiting > 0 ? "a lab that runs" : await ledger.HeldByAsync(IsPatient(checkup), cancellationToken);
    }

    /// <summary>Waits for everybody whose clock runs, and meanwhile lets others go first.</summary>
    private bool IsPatient(Checkup checkup) => checkup.Variant is not null || incidents.Find(checkup.Slug) is not null;

    private static (string Slug, bool OfVariant) Place(Checkup checkup) => (checkup.Slug, checkup.Variant is not null);

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "The checkup of {Slug} could not be done")]
    private static partial void Failed(ILogger logger, Exception error, string slug);

    [LoggerMessage(LogLevel.Warning, "Checkups wait until the database answers again")]
    private static partial void Postponed(ILogger logger, Exception error);
}
