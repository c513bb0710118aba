using System.Diagnostics;
using Learning.Grading;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Tests.Clusters;

/// <summary>In a place like /tmp: everybody may make folders there, under any name.</summary>
public sealed class OwnFolderTests : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit;
    private readonly string _place = Directory.CreateTempSubdirectory("of-").FullName;
    private readonly string _path;

    public OwnFolderTests()
    {
        File.SetUnixFileMode(_place, Everybody);
        _path = Path.Combine(_place, "lab");
    }

    public void Dispose() => Supervisor.Remove(_place);

    [Fact]
    public void Folder_ThatWasNotThere_IsOursAlone()
    {
        OwnFolder.Make(_path, "choose another");
        OwnFolder.Make(_path, "choose another");

        Assert.Equal(Mode, File.GetUnixFileMode(_path));
    }

    [Fact]
    public void Folder_OfOurs_IsClosedToOthers()
    {
        Directory.CreateDirectory(_path);
        File.SetUnixFileMode(_path, Everybody);

        OwnFolder.Make(_path, "choose another");

        Assert.Equal(Mode, File.GetUnixFileMode(_path));
    }

    [Fact]
    public void Folder_ThatIsALink_IsRefusedAndWhatItLeadsToIsLeftAlone()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_place, "elsewhere")).FullName;
        var before = File.GetUnixFileMode(elsewhere);
        File.CreateSymbolicLink(_path, elsewhere);

        var refused = Assert.Throws<InfrastructureException>(() => OwnFolder.Make(_path, "choose another"));

        Assert.Equal($"{_path} is a link or a file, in a place where anybody can make one, and is not used: remove it, or choose another.", refused.Message);
        Assert.Equal(before, File.GetUnixFileMode(elsewhere));
    }

    [Fact]
    public void Folder_ThatIsAFile_IsRefused()
    {
        File.WriteAllText(_path, "");

        Assert.Throws<InfrastructureException>(() => OwnFolder.Make(_path, "choose another"));
    }

    [Fact]
    public async Task Folder_OfSomebodyElse_IsRefused()
    {
        if (!Unprivileged.SupervisorIsRoot)
            return; // only root can give one away
        Directory.CreateDirectory(_path);
        using (var give = Process.Start("chown", ["1234", _path]))
            await give.WaitForExitAsync();

        var refused = Assert.Throws<InfrastructureException>(() => OwnFolder.Make(_path, "choose another"));

        Assert.Contains("belongs to account 1234", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_GivenToTheAccountOfJails_IsStillOurs()
    {
        Directory.CreateDirectory(_path);
        Ownership.Give(_path);

        Assert.Null(OwnFolder.Problem(_path, "choose another"));
    }

    [Fact]
    public void Folder_WhereOnlyItsOwnerMayMakeOne_IsTakenAsItIs()
    {
        var inside = Directory.CreateDirectory(Path.Combine(_place, "own")).FullName;
        var link = Path.Combine(inside, "lab");
        File.CreateSymbolicLink(link, _place);

        OwnFolder.Make(link, "choose another");

        Assert.Null(OwnFolder.Problem(link, "choose another"));
        Assert.Equal(Everybody, File.GetUnixFileMode(_place));
    }

    private static UnixFileMode Mode => (UnixFileMode)(Unprivileged.SupervisorIsRoot ? 0b111_001_001 : 0b111_000_000);
}
