using System.Diagnostics;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Clusters;

/// <summary>Whose something is, and when nobody's.</summary>
public sealed class SupervisorMarkTests : IDisposable
{
    private static readonly SupervisorMark Dead = SupervisorMark.Own with { Process = 4_194_300, Started = "77" };
    private const string Deeper = "long=$(printf %0200d 0); for n in $(seq 30); do mkdir $long && cd -P $long; done 2>/dev/null";
    private readonly string _root = Directory.CreateTempSubdirectory("sm-").FullName;

    public void Dispose() => Supervisor.Remove(_root);

    [Fact]
    public void Mark_WrittenAndRead_IsTheSame()
    {
        foreach (var separator in " -/")
            Assert.Equal(SupervisorMark.Own, SupervisorMark.Read(SupervisorMark.Own.Text(separator), separator));
        Assert.All((string[])[SupervisorMark.Own.Namespace, SupervisorMark.Own.Boot], part => Assert.NotEmpty(part));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("seven 77")]
    [InlineData("7 77 1 boot more")]
    public void Text_ThatIsNoMark_IsNone(string text) => Assert.Null(SupervisorMark.Read(text));

    [Fact]
    public void Process_ThatLives_IsNotGone()
    {
        Assert.False(SupervisorMark.Own.IsGone(local: true));
        Assert.False((SupervisorMark.Own with { Namespace = "", Boot = "" }).IsGone(local: true));
    }

    [Fact]
    public void Process_ThatIsNotThere_IsGoneWhereItsNumberIsOurs()
    {
        Assert.True(Dead.IsGone(local: false));
        Assert.True((Dead with { Namespace = "", Boot = "" }).IsGone(local: false));
        Assert.False((Dead with { Namespace = "1" }).IsGone(local: true));
    }

    /// <summary>As after a crash of a container whose folders are on a volume.</summary>
    [Fact]
    public void Process_OfAnotherContainer_IsGoneWhenItHasGivenUpItsLease()
    {
        var other = Dead with { Namespace = "1" };
        SupervisorLease.Take(_root);
        var file = Path.Combine(_root, "supervisors", other.Text('-'));
        using (new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            Assert.False(other.IsGone(local: true));

        Assert.True(other.IsGone(local: true));
        Assert.False((other with { Namespace = "2" }).IsGone(local: true)); // which never had one here
        SupervisorLease.Tidy(_root);
        Assert.Equal([SupervisorMark.Own.Text('-')], Directory.GetFiles(Path.Combine(_root, "supervisors")).Select(Path.GetFileName));
    }

    [Fact]
    public void Process_OfAnotherBoot_IsGoneFromWhatIsThisMachinesAlone()
    {
        Assert.True((Dead with { Boot = "before" }).IsGone(local: true));
        Assert.True((Dead with { Boot = "before", Namespace = "1" }).IsGone(local: true));
        Assert.False((Dead with { Boot = "before" }).IsGone(local: false));
    }

    /// <summary>Those that start together share what a dead one left, and those that close together the folder that they had their clusters in.</summary>
    [Fact]
    public async Task Sweeps_AndRemovals_OfSeveralAtOnce_AreInNobodysWay()
    {
        var (doors, clusters) = (Path.Combine(_root, "doors"), Path.Combine(_root, "clusters"));
        for (var turn = 0; turn < 100; turn++)
        {
            Directory.CreateDirectory(doors);
            foreach (var tag in Enumerable.Range(0, 8))
                File.WriteAllText(Path.Combine(doors, $"{tag:00000}.of"), Dead.Text());
            Directory.CreateDirectory(clusters);

            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                DoorFolders.Sweep(doors);
                await Supervisor.RemoveEmptyAsync(clusters);
            })));

            Assert.Empty(Directory.EnumerateFiles(doors));
            Assert.False(Directory.Exists(clusters));
        }
    }

    [Fact]
    public void Sweep_OfMarkedFolders_RemovesThoseThatAreSurelyNobodys()
    {
        foreach (var (name, mark) in new[] { ("dead", Dead), ("of another container", Dead with { Namespace = "1" }), ("from before the restart", Dead with { Boot = "before" }), ("ours", SupervisorMark.Own) })
            Marked(name, mark);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "an earlier version's")).FullName, "supervisor"), "4194300 77");
        Directory.CreateDirectory(Path.Combine(_root, "without a mark"));

        Supervisor.Sweep(_root);

        Assert.Equal(["of another container", "ours", "without a mark"], Directory.EnumerateDirectories(_root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    /// <summary>As the account of a server that is somebody else's by now can leave its data: closed to itself, deeper than a path is long, under names that are no text.</summary>
    [Fact]
    public async Task Sweep_OfAFolderThatWasMadeToStay_RemovesIt()
    {
        var left = Marked("dead", Dead);
        Ownership.Give(left);
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_001_001);
        await ShellCommand.RunAsync("sh", ["-c", $"cd {left} && d=$(printf '\\377') && mkdir closed $d && : >closed/x && : >$d/x && chmod 0 closed && {Deeper}"], CancellationToken.None);

        Supervisor.Sweep(_root);

        Assert.Empty(Directory.EnumerateDirectories(_root));
    }

    /// <summary>Root is kept from what is too deep for a call alone, and here its jails' account cannot get there for it; others are kept from what they may not read.</summary>
    [Fact]
    public async Task Sweep_OfAFolderThatCannotBeRemoved_LeavesItAndGoesOn()
    {
        var stuck = Marked("stuck", Dead);
        Marked("dead", Dead);
        if (Unprivileged.SupervisorIsRoot)
            await ShellAsync($"cd {stuck} && {Deeper}");
        else
            File.SetUnixFileMode(Path.Combine(stuck, "supervisor"), UnixFileMode.None);

        Supervisor.Sweep(_root);

        Assert.Equal(["stuck"], Directory.EnumerateDirectories(_root).Select(path => Path.GetFileName(path)));
        await ShellAsync($"rm -rf {stuck}");
    }

    private string Marked(string name, SupervisorMark mark)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "supervisor"), mark.Text());
        return folder;
    }

    private static async Task ShellAsync(string script)
    {
        using var shell = Process.Start("sh", ["-c", script]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
