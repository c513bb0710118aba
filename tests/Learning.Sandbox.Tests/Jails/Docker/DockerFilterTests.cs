using System.Text.Json;
using Learning.Sandbox.Jails.Docker;
using Learning.Sandbox.Jails.Seccomp;
using Learning.Tests;

namespace Learning.Sandbox.Tests.Jails.Docker;

/// <summary>What the profile says of a call, by the rules of the OCI runtime specification.</summary>
public sealed class DockerFilterTests
{
    private static readonly JsonElement Profile = JsonDocument.Parse(DockerFilter.Profile()).RootElement;

    [Theory]
    [InlineData("read", 0, true)]
    [InlineData("ptrace", 0, false)]
    [InlineData("no_such_call_yet", 0, false)]
    [InlineData("socket", 1, true)]
    [InlineData("socket", 2, false)]
    [InlineData("socket", 16, false)]
    [InlineData("clone", 0x0001_0F00, true)]
    [InlineData("clone", 0x1000_0000, false)]
    [InlineData("clone", 0x4002_0000, false)]
    [InlineData("clone3", 0, false)]
    [InlineData("personality", 0, true)]
    [InlineData("personality", 0xFFFF_FFFF, true)]
    [InlineData("personality", 0x0040_0000, false)]
    [InlineData("fcntl", 2, true)]
    [InlineData("fcntl", 6, false)]
    [InlineData("fcntl", 8, true)]
    [InlineData("fcntl", 38, false)]
    [InlineData("fcntl", 1024, false)]
    [InlineData("fcntl", 1030, true)]
    [InlineData("fcntl", 1031, false)]
    [InlineData("fcntl", 1032, true)]
    [InlineData("setsockopt", 7, false)]
    [InlineData("setsockopt", 8, true)]
    [InlineData("setsockopt", 0x107, true)]
    [InlineData("ioctl", 0x5401, true)]
    [InlineData("ioctl", 0x5413, true)]
    [InlineData("ioctl", 0x5412, false)]
    [InlineData("ioctl", 0x541C, false)]
    [InlineData("ioctl", 0x7_0000_5412, false)] // the kernel looks at the lower half alone
    public void Profile_Call_IsAnsweredAsTheTableSays(string name, ulong argument, bool allowed) =>
        Assert.Equal(allowed, Matching(name, argument).Any(entry => Action(entry) == "SCMP_ACT_ALLOW"));

    [Fact]
    public void Profile_AnswersOfTheirOwn_AreTheTables()
    {
        Assert.Equal((int)SyscallAnswer.NoSuchCall, Matching("clone3", 0).Single().GetProperty("errnoRet").GetInt32());
        Assert.Equal((int)SyscallAnswer.NoSuchAddressFamily, Matching("socket", 2).Single().GetProperty("errnoRet").GetInt32());
        Assert.Equal((int)SyscallAnswer.NotPermitted, Profile.GetProperty("defaultErrnoRet").GetInt32());
    }

    /// <summary>The web container makes jails, which takes these; everything else that jails are denied, it is denied as well.</summary>
    [Fact]
    public void ProfileOfTheWebContainer_DeniesWhatJailsAreDenied_ButForMakingThem()
    {
        string[] makingJails = ["unshare", "mount", "umount2", "pivot_root", "sethostname", "clone", "clone3"];
        string[] ofOtherPrograms = ["socket", "socketpair", "ioctl", "personality", "fcntl", "setsockopt", "flock", "inotify_init", "inotify_init1", "inotify_add_watch", "memfd_create", "shmget"];
        var file = JsonDocument.Parse(File.ReadAllText(Repository.Path("docker/web-seccomp.json"))).RootElement;

        var denied = file.GetProperty("syscalls").EnumerateArray().SelectMany(entry => entry.GetProperty("names").EnumerateArray()).Select(name => name.GetString()!);

        Assert.Equal(DeniedSyscalls.All.Select(rule => rule.Name).Except(makingJails).Except(ofOtherPrograms).Order(StringComparer.Ordinal), denied.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<JsonElement> Matching(string name, ulong argument) => Profile.GetProperty("syscalls").EnumerateArray()
        .Where(entry => entry.GetProperty("names").EnumerateArray().Any(each => each.GetString() == name))
        .Where(entry => entry.GetProperty("args").EnumerateArray().All(comparison => Holds(comparison, argument)));

    private static bool Holds(JsonElement comparison, ulong argument) => (Operation(comparison), comparison.GetProperty("value").GetUInt64(), comparison.GetProperty("valueTwo").GetUInt64()) switch
    {
        ("SCMP_CMP_EQ", var value, _) => argument == value,
        ("SCMP_CMP_NE", var value, _) => argument != value,
        ("SCMP_CMP_MASKED_EQ", var mask, var value) => (argument & mask) == value,
        var other => throw new NotSupportedException(other.Item1),
    };

    private static string Operation(JsonElement comparison) => comparison.GetProperty("op").GetString()!;
    private static string Action(JsonElement entry) => entry.GetProperty("action").GetString()!;
}
