using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>statvfs(3), for what .NET's DriveInfo leaves out.</summary>
internal static partial class FileSystem
{
    /// <summary>Inodes in use where the path lies; null when it cannot be seen.</summary>
    public static long? FilesIn(string path) => Ask(path, out var said) == 0 ? (long)(said.Files - said.FreeFiles) : null;

    /// <summary>Inodes that are left where the path lies; null where it cannot be seen, or the file system makes as many as there is room for.</summary>
    public static long? FreeFilesIn(string path) => Ask(path, out var said) == 0 && said.Files > 0 ? (long)said.FreeFiles : null;

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(string path, out Status status);

    /// <summary>struct statvfs of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct Status
    {
        public ulong BlockSize, FragmentSize, Blocks, FreeBlocks, AvailableBlocks, Files, FreeFiles;
    }
}
