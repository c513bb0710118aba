using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Learning.Sandbox.Clusters;

/// <summary>Where clusters live while they are used.</summary>
internal static class ClusterPlace
{
    /// <summary>What an operator can do where the work directory cannot be used.</summary>
    public const string InsteadOfWork = "name another folder (Sandbox:WorkDirectory)";
    public const string InsteadOfClusters = "name another folder (Sandbox:ClusterDirectory)";

    private const string Memory = "/dev/shm";
    private const long EnoughFree = 3L << 30;
    private const long EnoughInAll = 6L << 30;
    private static readonly ConcurrentDictionary<string, string> Chosen = new(StringComparer.Ordinal);

    /// <summary>
    /// What is configured; else a directory in memory, one for each work directory and account; else one below the work directory. What was chosen first holds for
    /// this process: memory that fills up since is filled by what is there.
    /// </summary>
    public static string Choose(SandboxOptions options) =>
        options.ClusterDirectory is { Length: > 0 } configured ? configured : Chosen.GetOrAdd(options.WorkDirectory, static (_, options) => Find(options), options);

    /// <summary>The chosen directory, which is there then, as is the work directory. Throws <see cref="Grading.InfrastructureException"/> when one of them is somebody else's.</summary>
    public static string Make(SandboxOptions options)
    {
        OwnFolder.Make(options.WorkDirectory, InsteadOfWork);
        var place = Choose(options);
        OwnFolder.Make(place, InsteadOfClusters);
        return place;
    }

    /// <summary>Where they are as long as there is enough of it.</summary>
    public static string InMemory(SandboxOptions options) =>
        Path.Combine(Memory, $"lab-{Environment.UserName}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.WorkDirectory)))[..8]}");

    private static string Find(SandboxOptions options) => HasMemory() ? InMemory(options) : Path.Combine(options.WorkDirectory, "c");

    private static bool HasMemory()
    {
        try
        {
            var drive = new DriveInfo(Memory);
            return drive is { DriveFormat: "tmpfs" } && drive.AvailableFreeSpace >= EnoughFree && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= EnoughInAll;
        }
        catch (IOException)
        {
            return false; // there is no such place on this system
        }
    }
}
