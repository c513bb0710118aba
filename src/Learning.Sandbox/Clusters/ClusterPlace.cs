using System.Security.Cryptography;
using System.Text;

namespace Learning.Sandbox.Clusters;

/// <summary>Where clusters live while they are used.</summary>
internal static class ClusterPlace
{
    private const string Memory = "/dev/shm";
    private const long EnoughFree = 3L << 30;
    private const long EnoughInAll = 6L << 30;

    /// <summary>What is configured; else a directory in memory, one for each work directory and account; else one below the work directory.</summary>
    public static string Choose(SandboxOptions options) =>
        options.ClusterDirectory is { Length: > 0 } configured ? configured
        : HasMemory() ? Path.Combine(Memory, $"lab-{Environment.UserName}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.WorkDirectory)))[..8]}")
        : Path.Combine(options.WorkDirectory, "c");

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
