using Learning.Sandbox.Jails.Cgroups;

namespace Learning.Sandbox.Tests.Jails.Cgroups;

/// <summary>What /proc says on machines of several kinds, and where jails' groups then belong.</summary>
public sealed class CgroupPlaceTests : IDisposable
{
    private const string V1Mounts = """
        22 28 0:21 / /sys rw,nosuid - sysfs sysfs rw
        32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
        35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:10 master:1 - cgroup cgroup rw,memory
        39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
        40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
        """;
    private const string HybridMount = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw";
    private const string V1Groups = "9:name=systemd:/\n8:pids:/\n4:memory:/made/by:others\n2:cpu,cpuacct:/\n0::/";

    private readonly string _unified = Directory.CreateTempSubdirectory("cg-").FullName;

    public void Dispose() => Directory.Delete(_unified, recursive: true);

    [Fact]
    public void Mounts_OfVersion1_HaveTheirControllers()
    {
        var mounts = CgroupMount.Parse(V1Mounts.Split('\n').Append(HybridMount));

        Assert.Equal(["cpu,cpuacct", "memory", "pids", "name=systemd", ""], mounts.Select(mount => string.Join(',', mount.Controllers)));
        Assert.Equal([1, 1, 1, 1, 2], mounts.Select(mount => mount.Version));
    }

    [Theory]
    [InlineData("/", "/cg", "/a/b", "/cg/a/b")]
    [InlineData("/", "/cg", "/", "/cg")]
    [InlineData("/docker/7", "/cg", "/docker/7", "/cg")]
    [InlineData("/docker/7", "/cg", "/docker/7/x", "/cg/x")]
    [InlineData("/docker/7", "/cg", "/docker/78", null)]
    [InlineData("/", "/cg", "/../other", null)]
    public void Mount_OfAPart_ShowsOnlyWhatIsBelow(string root, string point, string group, string? directory) =>
        Assert.Equal(directory, new CgroupMount(2, root, point, []).DirectoryOf(group));

    [Fact]
    public void Mount_WithASpaceInItsPath_IsReadAsItIs() =>
        Assert.Equal("/my groups\\x", CgroupMount.Parse([@"30 23 0:26 / /my\040groups\134x rw shared:4 - cgroup2 cgroup2 rw"]).Single().Point);

    [Fact]
    public void Membership_WithColonsInItsPath_KeepsThem() =>
        Assert.Equal(["/", "/", "/made/by:others", "/", "/"], CgroupMembership.Parse(V1Groups.Split('\n')).Select(member => member.Group));

    [Fact]
    public void Root_InVersion1_TakesOnlyHierarchiesWhoseRootItIsIn()
    {
        var places = CgroupPlace.Find(CgroupMount.Parse(V1Mounts.Split('\n').Append(HybridMount)), CgroupMembership.Parse(V1Groups.Split('\n')), null, root: true);

        Assert.Equal(["pids /sys/fs/cgroup/pids", "cpu /sys/fs/cgroup/cpu,cpuacct"], Say(places));
    }

    [Fact]
    public void Operator_NamingAGroup_GetsItInEveryHierarchy()
    {
        var places = CgroupPlace.Find(CgroupMount.Parse(V1Mounts.Split('\n')), CgroupMembership.Parse(V1Groups.Split('\n')), "/lab", root: true);

        Assert.Equal(["memory /sys/fs/cgroup/memory/lab", "pids /sys/fs/cgroup/pids/lab", "cpu /sys/fs/cgroup/cpu,cpuacct/lab"], Say(places));
    }

    [Theory]
    [InlineData("/", true, "", "memory {0}|pids {0}|cpu {0}")] // a container with a part of its own
    [InlineData("/user/app/lab", true, "user/app", "")] // somebody else's group
    [InlineData("/user/app/lab", false, "user/app", "memory {0}/user/app {0}/user/app/lab {0}/user/app|pids {0}/user/app {0}/user/app/lab {0}/user/app|cpu {0}/user/app {0}/user/app/lab {0}/user/app")]
    [InlineData("/user/app/lab", false, "", "memory {0}/user/app/lab {0}/user/app|pids {0}/user/app/lab {0}/user/app|cpu {0}/user/app/lab {0}/user/app")]
    public void Unified_ByAccountAndGroup_GivesThePlacesToTry(string own, bool root, string handingDown, string expected)
    {
        Directory.CreateDirectory(_unified + own);
        File.WriteAllText(Path.Combine(_unified, "cgroup.controllers"), "cpuset cpu io memory hugetlb pids\n");
        if (handingDown.Length > 0)
            File.WriteAllText(Path.Combine(_unified, handingDown, "cgroup.subtree_control"), "memory pids\n");

        var places = CgroupPlace.Find(CgroupMount.Parse([$"30 23 0:26 / {_unified} rw - cgroup2 cgroup2 rw,nsdelegate"]), CgroupMembership.Parse([$"0::{own}"]), null, root);

        Assert.Equal(expected.Replace("{0}", _unified, StringComparison.Ordinal), string.Join('|', Say(places)));
    }

    private static IEnumerable<string> Say(IEnumerable<CgroupPlace> places) => places.Select(place => $"{place.Controller} {string.Join(' ', place.Directories)}");
}
