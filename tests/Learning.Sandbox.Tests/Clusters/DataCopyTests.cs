using Learning.Grading;
using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Clusters;

public sealed class DataCopyTests : IDisposable
{
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("data-copy-").FullName;

    private string From => Path.Combine(_folder, "from");
    private string To => Path.Combine(_folder, "to");

    public DataCopyTests()
    {
        Directory.CreateDirectory(Path.Combine(From, "base/empty"), OwnersFolder);
        File.WriteAllText(Path.Combine(From, "PG_VERSION"), "18\n");
        var large = new byte[3 << 20];
        Random.Shared.NextBytes(large);
        File.WriteAllBytes(Path.Combine(From, "base/16386"), large);
        File.SetUnixFileMode(Path.Combine(From, "base/16386"), OwnersFile);
        File.SetUnixFileMode(Path.Combine(From, "base"), OwnersFolder);
    }

    [Fact]
    public async Task Run_CopiesWhatIsThereWithItsRights()
    {
        await DataCopy.RunAsync(From, To, CancellationToken.None);

        Assert.Equal(
            Directory.EnumerateFileSystemEntries(From, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(From, path)).Order(StringComparer.Ordinal),
            Directory.EnumerateFileSystemEntries(To, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(To, path)).Order(StringComparer.Ordinal));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(From, "base/16386")), await File.ReadAllBytesAsync(Path.Combine(To, "base/16386")));
        Assert.Equal(OwnersFile, File.GetUnixFileMode(Path.Combine(To, "base/16386")));
        Assert.Equal(OwnersFolder, File.GetUnixFileMode(Path.Combine(To, "base")));
        Assert.Equal("18\n", await File.ReadAllTextAsync(Path.Combine(To, "PG_VERSION")));
    }

    [Fact]
    public async Task Run_ChangesOfACopy_StayThere()
    {
        await DataCopy.RunAsync(From, To, CancellationToken.None);

        await File.WriteAllTextAsync(Path.Combine(To, "PG_VERSION"), "19\n");

        Assert.Equal("18\n", await File.ReadAllTextAsync(Path.Combine(From, "PG_VERSION")));
    }

    /// <summary>A server's data has none where nobody made one; through one, somebody else's file would be copied, or the original be shared.</summary>
    [Fact]
    public async Task Run_ALink_IsNotFollowed()
    {
        File.CreateSymbolicLink(Path.Combine(From, "base/linked"), "/etc/passwd");

        var fault = await Assert.ThrowsAsync<InfrastructureException>(() => DataCopy.RunAsync(From, To, CancellationToken.None));

        Assert.Contains("is a link", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(To, "base/linked")));
    }

    [Fact]
    public async Task Run_NothingToCopy_IsOurFaultWithThePath()
    {
        var fault = await Assert.ThrowsAsync<InfrastructureException>(() => DataCopy.RunAsync(Path.Combine(_folder, "gone"), To, CancellationToken.None));

        Assert.Contains("gone", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Cancelled_Ends()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DataCopy.RunAsync(From, To, cancelled.Token));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
