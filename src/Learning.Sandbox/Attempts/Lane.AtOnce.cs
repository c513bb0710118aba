using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>Many users at once on one side of an attempt: they share the pool's connections, and the door lets no more in.</summary>
internal abstract partial class Lane
{
    /// <summary>Users wait for one another, so all of it may take as many times the limit of one call.</summary>
    private const double CrowdPatience = 4;

    /// <summary>Characters of all answers of a crowd: as many as one answer may have.</summary>
    private const int MostAnswers = 16 << 20;

    /// <summary>All users at the same time, each one call after the other. A call's time begins when its user wants it, so waiting for a connection counts.</summary>
    protected abstract Task<IReadOnlyList<IReadOnlyList<CallFacts>>> CallAtOnceAsync(
        Door door, string doorName, IReadOnlyList<IReadOnlyList<DrawnArguments>> users, int pool, double patience, CancellationToken cancellationToken);

    /// <summary>One crowd on a copy of the data set, then what the trusted role finds there. A record with a hole in it is run again once, and then fails closed.</summary>
    public async Task<CrowdRun> CrowdAsync(DataSet set, Crowd crowd, IReadOnlyList<IReadOnlyList<DrawnArguments>> users, CancellationToken cancellationToken)
    {
        var (run, ours) = await CrowdOnceAsync(set, crowd, users, cancellationToken);
        if (run.Trace.Gap is not null)
            (run, ours) = await CrowdOnceAsync(set, crowd, users, cancellationToken);
        return ours ? throw new InfrastructureException($"{Exercise.Slug}: the record of the statements is not whole: {run.Trace.Gap}") : run;
    }

    private async Task<(CrowdRun Run, bool GapIsOurs)> CrowdOnceAsync(DataSet set, Crowd crowd, IReadOnlyList<IReadOnlyList<DrawnArguments>> users, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(set, cancellationToken);
        var instances = await InstancesAsync(set, crowd.Instances, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var shares = await Task.WhenAll(instances.Select((instance, index) =>
            instance.ShareAsync(database, crowd.Pool, [.. users.Where((_, user) => user % instances.Count == index)], cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        _spentMs += elapsed;

        var record = WireRecord.Together([.. shares.Select(share => share.Record)]);
        var recorded = RecordedRun.From(record, await Cluster.DrainAsync(cancellationToken));
        (DrawnArguments Arguments, CallFacts Facts)[] calls = [.. shares.SelectMany(share => share.Calls)];
        var failed = calls.Select(call => call.Facts.Outcome).Where(outcome => outcome.Kind != OutcomeKind.Completed).ToList();
        var (broken, refused) = await Trusted.BrokenAsync(database, crowd.Invariants, Answers(calls), cancellationToken);
        return (new()
        {
            Users = crowd.Users,
            Calls = calls.Length,
            Pool = crowd.Pool,
            Failed = failed.Count,
            FirstFailure = failed.FirstOrDefault(),
            Broken = broken,
            Trace = recorded.Trace,
            Refused = recorded.Refused ?? refused,
            ElapsedMs = elapsed,
        }, recorded.GapIsOurs);
    }

    private sealed record Share(WireRecord Record, IReadOnlyList<(DrawnArguments Arguments, CallFacts Facts)> Calls);

    /// <summary>One instance's users, through a door of its own.</summary>
    private async Task<Share> ShareAsync(string database, int pool, IReadOnlyList<IReadOnlyList<DrawnArguments>> users, CancellationToken cancellationToken)
    {
        var (door, name) = OpenDoor(database, pool);
        await using (door)
        {
            door.BeginCall();
            var calls = (await CallAtOnceAsync(door, name, users, pool, CrowdPatience, cancellationToken)).SelectMany(each => each)
                .Select(call => call with { Outcome = Judge(call.Outcome, door, null) }).ToList();
            await door.CloseAsync(cancellationToken);
            return new(EndCall(door), [.. users.SelectMany(each => each).Zip(calls)]);
        }
    }

    /// <summary>Lanes that run the same answer in processes of their own on this lane's cluster, itself the first. SQL has no process to have twice.</summary>
    protected virtual Task<IReadOnlyList<Lane>> InstancesAsync(DataSet set, int count, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Lane>>([this]);

    /// <summary>Rounds of load through one door, without plans, until it is disposed.</summary>
    public async Task<LoadSide> LoadAsync(DataSet set, Load load, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(set, cancellationToken);
        var (door, name) = OpenDoor(database, load.Pool);
        return new(door, () => Trusted.StateAsync(database, cancellationToken), async users =>
        {
            door.BeginCall();
            var started = Stopwatch.GetTimestamp();
            var calls = await CallAtOnceAsync(door, name, users, load.Pool, CrowdPatience, cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            _spentMs += elapsed;
            var trace = RecordedRun.WithoutPlans(EndCall(door));
            var refused = FrozenSettings.Broken(trace.Statements, []);
            return ([.. calls.SelectMany(each => each).Select(call => call with { Outcome = Judge(call.Outcome, door, trace.Gap, refused) })], elapsed);
        }, Cluster);
    }

    /// <summary>For invariants about what was promised; null when it is more than they are asked about.</summary>
    private static string? Answers((DrawnArguments Arguments, CallFacts Facts)[] calls)
    {
        if (calls.Sum(call => (long)(call.Facts.Answer?.Length ?? 0)) > MostAnswers)
            return null;
        var all = new JsonArray();
        foreach (var (arguments, facts) in calls)
        {
            var named = new JsonObject();
            foreach (var (name, value) in arguments.ByName)
                named[name] = value;
            all.Add(new JsonObject { ["arguments"] = named, ["rows"] = Parsed(facts.Answer) });
        }
        return all.ToJsonString();
    }

    /// <summary>It comes out of a jail: what is no JSON promised nothing.</summary>
    private static JsonNode? Parsed(string? rows)
    {
        try
        {
            var node = rows is null ? null : JsonNode.Parse(rows);
            _ = node?.ToJsonString(); // half of a character is found when it is written, and not before
            return node;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>One side of a load while it lasts.</summary>
internal sealed class LoadSide(
    Door door, Func<Task<(string? State, RunOutcome Outcome)>> state, Func<IReadOnlyList<IReadOnlyList<DrawnArguments>>, Task<(IReadOnlyList<CallFacts> Calls, double ElapsedMs)>> round, Clusters.Cluster cluster) : IAsyncDisposable
{
    /// <summary>What all rounds so far have left; null where nothing is changed.</summary>
    public Task<(string? State, RunOutcome Outcome)> StateAsync() => state();

    public Task<(IReadOnlyList<CallFacts> Calls, double ElapsedMs)> RoundAsync(IReadOnlyList<IReadOnlyList<DrawnArguments>> users) => round(users);

    public async ValueTask DisposeAsync()
    {
        await door.DisposeAsync();
        // Nobody reads these, and the next recorded run must not find them.
        await cluster.DrainAsync(CancellationToken.None);
    }
}
