using System.Diagnostics;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Cgroups;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Tests.Jails.Cgroups;

/// <summary>
/// In the hierarchies of this machine, where they let us. What they are for is tested where pids can be had; where nothing can be had it must be that
/// nothing was made either, and that jails start all the same.
/// </summary>
public sealed class CgroupJailTests
{
    private static readonly JailCommand Shell = new()
    {
        Program = "/bin/sh",
        ReadOnly = [.. new[] { "/bin", "/usr/bin" }.Select(path => new JailBind(path, path))],
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin" },
    };

    [Fact]
    public async Task Jail_WhereThereAreGroups_IsInThemFromItsFirstProcessAndTheyGoWithIt()
    {
        var controllers = JailGroups.Open(null).Controllers.Count;
        List<string> made;
        await using (var jailed = await new BubblewrapJail().StartAsync(Shell with { Arguments = ["-c", "sleep 60 & echo up; wait"] }, CancellationToken.None))
        {
            using var output = new StreamReader(jailed.Output);
            Assert.Equal("up", await output.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)));
            var inside = ProcessTree.Measure(jailed.Id).Processes;
            Assert.True(inside.Count >= 3, $"bubblewrap, init and shell expected, {inside.Count} seen");

            made = GroupsOf(jailed.Id);

            Assert.Equal(controllers == 0, made.Count == 0);
            Assert.All(made, group => Assert.Equal(inside.Order(), File.ReadLines(Path.Combine(group, "cgroup.procs")).Select(int.Parse).Order()));
        }
        Assert.DoesNotContain(made, Directory.Exists);
    }

    [Fact]
    public async Task Jail_ForkingFasterThanTheWatchdogLooks_MeetsTheKernelsLimit()
    {
        if (!JailGroups.Open(null).Controllers.Contains("pids", StringComparer.Ordinal))
            return; // there is no group to meet; that jails hold without is what the hostile suite shows
        var limits = new JailLimits { Tasks = 40, Watch = TimeSpan.FromMinutes(5) };
        await using var jailed = await new BubblewrapJail().StartAsync(Shell with { Limits = limits, Arguments = ["-c", "n=0; while sleep 60 & do n=$((n+1)); echo $n; done"] }, CancellationToken.None);
        using var output = new StreamReader(jailed.Output);
        using var errors = new StreamReader(jailed.Error);

        var said = await errors.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await jailed.KillAsync();
        var children = (await output.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

        Assert.Contains("fork", said, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(children, (40 * 4) - 5, 40 * 4);
    }

    [Fact]
    public async Task Sweep_OfASupervisorThatIsGone_EndsWhatIsLeftAndRemovesIt()
    {
        var place = CgroupPlace.Find(CgroupMount.Parse(File.ReadLines("/proc/self/mountinfo")), CgroupMembership.Parse(File.ReadLines("/proc/self/cgroup")), null, root: true)
            .FirstOrDefault(place => place.Controller == "pids");
        if (place is null || !Environment.IsPrivilegedProcess)
            return; // nothing can be made here, so that nothing can be left
        var dead = Path.Combine(place.Directories[0], "latency-lab-4194300-1");
        var left = Directory.CreateDirectory(Path.Combine(dead, "jail")).FullName;
        using var orphan = Process.Start("sleep", "60");
        await File.WriteAllTextAsync(Path.Combine(left, "cgroup.procs"), $"{orphan.Id}");

        JailGroups.Sweep(place.Directories[0]);

        await orphan.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(137, orphan.ExitCode);
        Assert.False(Directory.Exists(dead));
    }

    private static List<string> GroupsOf(int process)
    {
        var mounts = CgroupMount.Parse(File.ReadLines("/proc/self/mountinfo"));
        return
        [
            .. CgroupMembership.Parse(File.ReadLines($"/proc/{process}/cgroup")).Where(member => member.Group.Contains("/latency-lab-", StringComparison.Ordinal))
                .Select(member => mounts.First(mount => mount.Controllers.SequenceEqual(member.Controllers)).DirectoryOf(member.Group)!),
        ];
    }
}
