using System.Diagnostics;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Sandbox.Tests.Jails;

/// <summary>A supervisor that is killed without a word, and what the next one finds.</summary>
public sealed class OrphanTests : IDisposable
{
    private static readonly string Dead = $"4194300 77 {OrphanProcesses.Owner.Split(' ')[2]}";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "or-" + Guid.NewGuid().ToString("N")[..8]);

    public OrphanTests() => Directory.CreateDirectory(_folder);

    public void Dispose() => Supervisor.Remove(_folder);

    [Fact]
    public async Task Supervisor_KilledBySignal9_TakesItsJailsWithItAndLeavesNothingToTheNext()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(OrphanTests).Assembly.Location, HeldJails.Verb, _folder]) { RedirectStandardOutput = true };
        using var supervisor = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var said = await supervisor.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("The supervisor ended before it had jails.");
        var inside = said.Split(' ').Select(int.Parse).ToList();
        Assert.True(inside.Count >= 8 && inside.All(ProcessTree.Exists), $"bubblewrap, init and programs of two jails expected: {said}");
        var groups = File.ReadLines($"/proc/{inside[0]}/cgroup").Where(line => line.Contains("/latency-lab-", StringComparison.Ordinal)).ToList();

        supervisor.Kill();
        var killed = Stopwatch.StartNew();
        while (inside.Any(ProcessTree.Exists) && killed.Elapsed < TimeSpan.FromSeconds(5))
            await Task.Delay(10);

        Assert.DoesNotContain(inside, ProcessTree.Exists);
        Assert.NotEmpty(Left());
        Supervisor.SweepAll(new SandboxOptions { WorkDirectory = _folder }, NullLogger.Instance);
        Assert.Empty(Left());
        _ = Learning.Sandbox.Jails.Cgroups.JailGroups.Open(null);
        Assert.DoesNotContain(groups, line => Directory.Exists($"/sys/fs/cgroup/{line.Split(':')[1]}{line.Split(':')[2]}"));
    }

    [Fact]
    public async Task Sweep_OfAProcessWithADeadSupervisorsMark_EndsItAndNoOther()
    {
        using var orphan = Process.Start(new ProcessStartInfo("sleep", "60") { Environment = { [OrphanProcesses.Mark] = Dead } })!;
        using var ours = Process.Start(new ProcessStartInfo("sleep", "60") { Environment = { [OrphanProcesses.Mark] = OrphanProcesses.Owner } })!;
        using var stranger = Process.Start(new ProcessStartInfo("sleep", "60") { Environment = { ["X" + OrphanProcesses.Mark] = Dead } })!;

        OrphanProcesses.Sweep();

        await orphan.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal([false, false], new[] { ours, stranger }.Select(process => process.HasExited));
        ours.Kill();
        stranger.Kill();
    }

    [Theory]
    [InlineData("PATH=/bin\0LATENCY_LAB_JAIL_OF={0}\0", true)]
    [InlineData("LATENCY_LAB_JAIL_OF={0}", true)]
    [InlineData("LATENCY_LAB_JAIL_OF={0} 8", false)] // of another boot: a container's that has a boot id of its own
    [InlineData("LATENCY_LAB_JAIL_OF={0} 8 8", false)]
    [InlineData("A=LATENCY_LAB_JAIL_OF={0}", false)]
    [InlineData("LATENCY_LAB_JAIL_OF=4194300 77 pid:[1]", false)] // of another container
    [InlineData("LATENCY_LAB_JAIL_OF=4194300 77", false)]
    [InlineData("LATENCY_LAB_JAIL_OF=", false)]
    [InlineData("", false)]
    public void Mark_OfAnEnvironment_IsReadStrictly(string environment, bool orphan) =>
        Assert.Equal(orphan, OrphanProcesses.IsOrphan(environment.Replace("{0}", Dead, StringComparison.Ordinal)));

    [Fact]
    public void Doors_OfALiveSupervisor_Stay()
    {
        var door = DoorFolders.Create(Path.Combine(_folder, "doors"));

        DoorFolders.Sweep(Path.Combine(_folder, "doors"));

        Assert.True(Directory.Exists(door));
        Assert.Equal(12, Path.GetFileName(door).Length);
    }

    [Fact]
    public void Doors_OfADeadSupervisor_GoUnlessAnotherContainerMayHaveItAlive()
    {
        var dead = SupervisorMark.Own with { Process = 4_194_300, Started = "77" };
        foreach (var (tag, mark) in new[] { ("aaaaa", dead), ("bbbbb", dead with { Boot = "before" }), ("ccccc", dead with { Namespace = "1" }) })
        {
            Directory.CreateDirectory(Path.Combine(_folder, tag + "1234567"));
            File.WriteAllText(Path.Combine(_folder, tag + ".of"), mark.Text());
        }

        DoorFolders.Sweep(_folder);

        Assert.Equal(["ccccc.of", "ccccc1234567"], Directory.EnumerateFileSystemEntries(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    /// <summary>Clusters, doors and who they are of; templates are for everybody.</summary>
    private List<string> Left() =>
        [.. new[] { "c", "b", "doors" }.Select(name => Path.Combine(_folder, name)).Append(ClusterPlace.Choose(new() { WorkDirectory = _folder })).Distinct().Where(Directory.Exists).SelectMany(Directory.EnumerateFileSystemEntries)];
}
