using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Tests.Health;

/// <summary>A machine whose bubblewrap is missing, too old or forbidden, as a search path.</summary>
public sealed class BubblewrapProbeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bw-").FullName;

    public BubblewrapProbeTests()
    {
        Open(_folder);
        foreach (var program in (string[])["sh", "setpriv"])
            File.CreateSymbolicLink(Path.Combine(_folder, program), $"/usr/bin/{program}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Path_WithoutBubblewrap_SaysWhatToInstall() =>
        Assert.Contains("install the package \"bubblewrap\"", BubblewrapProbe.Find(_folder), StringComparison.Ordinal);

    [Theory]
    [InlineData("bubblewrap 0.4.0", "0.4.0: install a newer")]
    [InlineData("bubblewrap 0.7.9", "0.8.0 is the oldest that serves")]
    [InlineData("hello", "of an unknown version")]
    [InlineData("", "of an unknown version")]
    public void Bubblewrap_TooOld_SaysWhichVersionServes(string says, string expected)
    {
        Fake($"echo '{says}'");

        Assert.Contains(expected, BubblewrapProbe.Find(_folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Bubblewrap_WithoutUserNamespaces_SaysWhatToAllow()
    {
        Fake("""[ "$1" = --version ] && echo 'bubblewrap 0.11.0' && exit; echo 'bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces.' >&2; exit 1""");

        var said = BubblewrapProbe.Find(_folder);

        Assert.Contains("No permissions to create new namespace", said, StringComparison.Ordinal);
        Assert.Contains("kernel.unprivileged_userns_clone=1", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_WithoutSetpriv_SaysWhatToInstall()
    {
        Fake("echo 'bubblewrap 0.11.0'");
        File.Delete(Path.Combine(_folder, "setpriv"));

        var said = BubblewrapProbe.Find(_folder);

        // An ordinary account needs none, and gets as far as the trial run, in which this one does nothing, successfully.
        Assert.Equal(Unprivileged.SupervisorIsRoot, said?.Contains("install the package \"util-linux\"", StringComparison.Ordinal) == true);
    }

    private void Fake(string script)
    {
        var path = Path.Combine(_folder, "bwrap");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        Open(path);
    }

    private static void Open(string path) => File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
}
