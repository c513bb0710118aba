using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Cgroups;

namespace Learning.Sandbox.Tests.Jails.Cgroups;

/// <summary>What is written where, in directories that get a kernel's files. The real hierarchies are in <see cref="CgroupJailTests"/>.</summary>
public sealed class JailGroupsTests : IDisposable
{
    private static readonly JailLimits Limits = new() { MemoryMb = 100, TmpMb = 20, ShmMb = 8, Tasks = 64, Cpus = 1.5 };
    private readonly string _root = Directory.CreateTempSubdirectory("cg-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Version1_ForAJail_HasItsLimitsInEachHierarchy()
    {
        var groups = new JailGroups(
            [.. new[] { "memory", "pids", "cpu" }.Select(name => new CgroupPlace(name, 1, [Directory.CreateDirectory(Path.Combine(_root, name)).FullName]))], "7-99", MakeVersion1);

        var entrances = groups.Create(Limits)!.Entrances.Select(path => Path.GetDirectoryName(path)!).ToList();

        Assert.Equal(["memory", "pids", "cpu"], groups.Controllers);
        Assert.Equal(["134217728", "134217728", "256", "150000"], new[]
        {
            Path.Combine(entrances[0], "memory.limit_in_bytes"), Path.Combine(entrances[0], "memory.memsw.limit_in_bytes"),
            Path.Combine(entrances[1], "pids.max"), Path.Combine(entrances[2], "cpu.cfs_quota_us"),
        }.Select(File.ReadAllText));
        Assert.All(entrances, entrance => Assert.Equal("latency-lab-7-99", Path.GetFileName(Path.GetDirectoryName(entrance))));
    }

    [Fact]
    public void Unified_ForAJail_HasItsLimitsInOneGroup()
    {
        File.WriteAllText(Path.Combine(_root, "cgroup.subtree_control"), "");
        var groups = new JailGroups([.. new[] { "memory", "pids", "cpu" }.Select(name => new CgroupPlace(name, 2, [_root]))], "7-99", MakeUnified);

        var entrance = Path.GetDirectoryName(groups.Create(Limits)!.Entrances.Single())!;

        Assert.Equal(["memory", "pids", "cpu"], groups.Controllers);
        Assert.Equal(["134217728", "0", "1", "256", "150000 100000"],
            new[] { "memory.max", "memory.swap.max", "memory.oom.group", "pids.max", "cpu.max" }.Select(file => File.ReadAllText(Path.Combine(entrance, file))));
    }

    /// <summary>A limit that no jail asks for is none.</summary>
    [Fact]
    public void Unified_ForAJailThatNamesNone_StillHasTwoProcessorsAtMost()
    {
        File.WriteAllText(Path.Combine(_root, "cgroup.subtree_control"), "");
        var groups = new JailGroups([.. new[] { "memory", "pids", "cpu" }.Select(name => new CgroupPlace(name, 2, [_root]))], "7-99", MakeUnified);

        var entrance = Path.GetDirectoryName(groups.Create(new())!.Entrances.Single())!;

        Assert.Equal($"{Math.Min(2, Environment.ProcessorCount)}00000 100000", File.ReadAllText(Path.Combine(entrance, "cpu.max")));
    }

    [Fact]
    public void Controllers_ThatDoNotReachBelow_AreLeftOut()
    {
        // As where the group with our own process is the only one that we have: nothing can be switched on there.
        var groups = new JailGroups([new("memory", 2, [_root])], "7-99", directory => Directory.CreateDirectory(directory));

        Assert.Empty(groups.Controllers);
        Assert.Null(groups.Create(Limits));
    }

    [Fact]
    public async Task Sweep_BesideOtherSupervisorsThatStart_RemovesWhatIsLeftAndNeverFails()
    {
        for (var left = 0; left < 500; left++)
            Directory.CreateDirectory(Path.Combine(_root, $"latency-lab-{4_000_000 + left}-1", "jail"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => JailGroups.Sweep(_root))));

        Assert.Empty(Directory.GetDirectories(_root));
    }

    [Fact]
    public void Sweep_OfGroupsThatMayBeLivingSupervisors_LeavesThem()
    {
        var dead = SupervisorMark.Own with { Process = 4_194_300, Started = "77" };
        string[] names = [.. new[] { dead, dead with { Namespace = "1" }, dead with { Boot = "another" }, SupervisorMark.Own }.Select(mark => $"latency-lab-{mark.Text('-')}")];
        foreach (var name in names)
            Directory.CreateDirectory(Path.Combine(_root, name));

        JailGroups.Sweep(_root);

        Assert.Equal(names.Skip(1).Order(StringComparer.Ordinal), Directory.GetDirectories(_root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Group_WhoseMemoryRanOut_SaysSo()
    {
        var group = new JailGroup([_root]);
        File.WriteAllText(Path.Combine(_root, "memory.events"), "low 0\nhigh 0\nmax 12\noom 1\noom_kill 0\noom_group_kill 0\n");
        Assert.False(group.RanOutOfMemory);

        File.WriteAllText(Path.Combine(_root, "memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
        Assert.True(group.RanOutOfMemory);
    }

    private static void MakeVersion1(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var file in (string[])["cgroup.procs", "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "pids.max", "cpu.cfs_quota_us"])
            File.WriteAllText(Path.Combine(directory, file), "");
    }

    /// <summary>A new group has the files of the controllers that the one above hands down.</summary>
    private static void MakeUnified(string directory)
    {
        Directory.CreateDirectory(directory);
        var above = Path.Combine(Path.GetDirectoryName(directory)!, "cgroup.subtree_control");
        var controllers = File.ReadAllText(above).Split('+', StringSplitOptions.RemoveEmptyEntries);
        if (!File.Exists(Path.Combine(directory, "cgroup.subtree_control")))
            File.WriteAllText(Path.Combine(directory, "cgroup.subtree_control"), "+memory+pids+cpu");
        foreach (var file in (string[])["memory.max", "memory.swap.max", "memory.oom.group", "pids.max", "cpu.max"])
        {
            if (controllers.Length > 0)
                File.WriteAllText(Path.Combine(directory, file), "");
        }
    }
}
