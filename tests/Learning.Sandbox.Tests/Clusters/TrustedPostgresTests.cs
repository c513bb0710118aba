using System.Globalization;
using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Clusters;

public sealed class TrustedPostgresTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tp-").FullName;

    public TrustedPostgresTests() => Ownership.Give(_folder);

    public void Dispose() => Supervisor.Remove(_folder);

    /// <summary>It has no /dev/shm of its own: what it leaves there stays until the machine starts again.</summary>
    [Fact]
    public async Task Server_ThatIsNotNeededAnyMore_LeavesNoSharedMemory()
    {
        var (installation, data) = (PostgresInstallation.Find(), Path.Combine(_folder, "data"));
        await ShellCommand.RunAsync(installation.Program("initdb"), ["-D", data, "-U", "owner", "--auth=trust", "--no-sync"], CancellationToken.None, installation.Libraries);
        string[] segments;

        await using (var server = await TrustedPostgres.StartAsync(installation, data, _folder, []))
        {
            _ = server.Log.CopyToAsync(Stream.Null);
            segments = await SegmentsAsync(Path.Combine(data, "postmaster.pid"));
        }

        Assert.NotEmpty(segments);
        Assert.DoesNotContain(segments, File.Exists);
    }

    /// <summary>The names under which the server that wrote the file has memory mapped, once it takes connections.</summary>
    private static async Task<string[]> SegmentsAsync(string file)
    {
        for (var turn = 0; turn < 600; turn++, await Task.Delay(50))
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file) is { Length: >= 8 } lines && lines[7].Trim() == "ready")
                return [.. (await File.ReadAllLinesAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{int.Parse(lines[0], CultureInfo.InvariantCulture)}/maps")))
                    .Select(line => line.IndexOf("/dev/shm/PostgreSQL.", StringComparison.Ordinal) is >= 0 and var at ? line[at..] : "").Where(name => name.Length > 0).Distinct()];
        }
        return [];
    }
}
