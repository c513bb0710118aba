using System.Runtime.InteropServices;

namespace Learning.Sandbox.Incidents.World;

/// <summary>Whether a file system lets reads go past the operating system's cache (O_DIRECT), so that a page that is not in shared_buffers is read from the disk.</summary>
internal static partial class DirectReads
{
    private const int Create = 0x40, ReadWrite = 0x2, Direct = 0x4000;
    private const int DirectOnArm = 0x10000;

    public static bool Work(string directory)
    {
        var probe = Path.Combine(directory, $"direct-{Guid.NewGuid():N}");
        var handle = Open(probe, Create | ReadWrite | (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? DirectOnArm : Direct), 0x180);
        if (handle >= 0)
            _ = Close(handle);
        File.Delete(probe);
        return handle >= 0;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
