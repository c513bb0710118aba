using System.Diagnostics;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Docker;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Tests.Clusters;
using Learning.Sandbox.Tests.Runners;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Attempts;

/// <summary>One part of an attempt that breaks, or cannot be ended, takes no other with it.</summary>
public sealed class EndOfAnAttemptTests(BookClusters books) : IClassFixture<BookClusters>, IDisposable
{
    private static readonly Exercise Books = BookClusters.Exercise with
    {
        Starter = new("answer.sql", "SELECT count(*) FROM book"),
        Limits = new() { RoundTripMs = 0, TimeSeconds = 20 },
    };

    private readonly WireProxy _proxy = new();
    private readonly TimingLane _timing = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ea-").FullName;

    public void Dispose()
    {
        _proxy.Dispose();
        _timing.Dispose();
        Supervisor.Remove(_folder);
    }

    [Fact]
    public async Task Attempt_WhoseLaneCannotBeEnded_GivesTheReferenceBackAndRefillsAllTheSame()
    {
        List<string> done = [];
        var reference = new RentedReference(new BrokenLane(), sound =>
        {
            done.Add($"given back, sound: {sound}");
            throw new InfrastructureException("It cannot be parked.");
        });
        var attempt = new Attempt(Books, Prepared(), new BrokenLane(), reference, _ => throw new NotSupportedException(), _timing, () => done.Add("refilled"));

        await Assert.ThrowsAsync<InfrastructureException>(() => attempt.DisposeAsync().AsTask());

        Assert.Equal(["given back, sound: True", "refilled"], done);
    }

    [Fact]
    public async Task QueryLane_WhoseDoorsCannotBeRemoved_EndsItsCluster()
    {
        var cluster = await ClusterAsync();
        var lane = new QueryLane(Books, cluster, _proxy, Answer("SELECT count(*) FROM book"), "/proc/self/fdinfo"); // which nobody can remove

        await Assert.ThrowsAnyAsync<Exception>(() => lane.DisposeAsync().AsTask());

        Assert.False(ProcessTree.Exists(cluster.Pid));
    }

    [Fact]
    public async Task RunnerLane_WhoseRunnerCannotBeEnded_RemovesItsDoorsAndEndsItsCluster()
    {
        var cluster = await ClusterAsync();
        var unending = new ShellJail(_ => Task.CompletedTask, new DockerContainer("c", null, (_, _) => throw new InfrastructureException("The engine is away.")));
        var runner = await RunnerProcess.StartAsync(unending, new("/runner", "/dotnet"), new() { WorkDirectory = _folder }, CancellationToken.None);
        var lane = new RunnerLane(Books, cluster, _proxy, runner, new(new([], [], "", "", ""), 1), _ => throw new NotSupportedException());

        var fault = await Assert.ThrowsAsync<InfrastructureException>(() => lane.DisposeAsync().AsTask());

        Assert.Equal("The engine is away.", fault.Message);
        Assert.False(ProcessTree.Exists(cluster.Pid));
        Assert.False(Directory.Exists(runner.DoorDirectory));
    }

    [Fact]
    public async Task Beside_WhenYoursBreaks_WaitsForTheReferencesRun()
    {
        var yours = await LaneAsync("SELECT count(*) FROM book");
        await using var reference = await LaneAsync("SELECT count(*), pg_sleep(2)::text AS slept FROM (SELECT 1) AS one");
        await using var attempt = new Attempt(Books, Prepared(), yours, new(reference, _ => Task.CompletedTask), _ => throw new NotSupportedException(), _timing, () => { });
        await KillAsync(yours.Cluster);
        var began = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<Exception>(() => attempt.GatherAsync(EvidenceKind.Hidden, Prepared(), CancellationToken.None));

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 2d, 20d);
    }

    [Fact]
    public async Task Timing_WhenYoursBreaks_ClosesTheReferencesDoor()
    {
        await using var yours = await LaneAsync("SELECT count(*) FROM book");
        var doors = Directory.CreateDirectory(Path.Combine(_folder, "d")).FullName;
        await using var reference = await LaneAsync("SELECT count(*) FROM book", doors);
        var timing = new PairedTiming(Books, yours, reference, CancellationToken.None);
        await timing.NextAsync(yoursFirst: true);
        var door = Path.Combine(doors, "1", ".s.PGSQL.5432");
        Assert.True(File.Exists(door));
        await KillAsync(yours.Cluster);

        await Assert.ThrowsAnyAsync<Exception>(() => timing.DisposeAsync().AsTask());

        Assert.False(File.Exists(door));
    }

    [Fact]
    public async Task Reference_WhoseServerHasDied_StandsBesideNobody()
    {
        await using var references = new References(new SandboxOptions(), TimeProvider.System);
        var first = await RentAsync();
        await first.ReturnAsync(sound: true);
        await KillAsync(first.Lane.Cluster);

        var second = await RentAsync();
        await second.ReturnAsync(sound: true);
        var third = await RentAsync();

        Assert.NotSame(first.Lane, second.Lane);
        Assert.Same(second.Lane, third.Lane);
        await third.ReturnAsync(sound: false);

        Task<RentedReference> RentAsync() => references.RentAsync(Books, books.Cluster.Template, async () => await LaneAsync("SELECT count(*) FROM book"));
    }

    private static SqlAnswer Answer(string query) => SqlAnswer.Parse(query, Books, out _)!;

    private static Evidence Prepared() => new() { Prepared = RunOutcome.Completed, Environment = new("", 0, "", 1) };

    private Task<Cluster> ClusterAsync() => books.Pool.RentAsync(BookClusters.Exercise, CancellationToken.None, books.Cluster);

    private async Task<QueryLane> LaneAsync(string query, string? doors = null) =>
        new(Books, await ClusterAsync(), _proxy, Answer(query), doors ?? Directory.CreateTempSubdirectory("doors-").FullName);

    private static async Task KillAsync(Cluster cluster)
    {
        Assert.True(Signals.Send(cluster.Pid, Signals.Kill));
        for (var turn = 0; turn < 200 && !cluster.HasExited; turn++)
            await Task.Delay(50);
        Assert.True(cluster.HasExited);
    }

    /// <summary>Without a cluster, so that ending it fails.</summary>
    private sealed class BrokenLane() : Lane(Books, null!, null!)
    {
        protected override string DoorRoot => "";

        protected override Task<CallFacts> CallAsync(Door door, string doorName, DrawnArguments arguments, double patience, CancellationToken cancellationToken) => throw new NotSupportedException();

        protected override Task<IReadOnlyList<IReadOnlyList<CallFacts>>> CallAtOnceAsync(
            Door door, string doorName, IReadOnlyList<IReadOnlyList<DrawnArguments>> users, int pool, double patience, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
