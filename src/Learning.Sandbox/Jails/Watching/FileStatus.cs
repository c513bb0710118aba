using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>What .NET does not say of a file.</summary>
/// <param name="Owner">Number of its account.</param>
/// <param name="Mode">Its kind and rights, as in sys/stat.h.</param>
/// <param name="Names">None when it was deleted and somebody still has it open.</param>
/// <param name="Device">Where its number is its own.</param>
/// <param name="Number">The inode's.</param>
/// <param name="Bytes">Its length, or the room that it takes where that is more: room can be had without a length (fallocate(2)).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStatus(uint Owner, int Mode, uint Names, ulong Device, ulong Number, long Bytes)
{
    private const int Kind = 0xF000;

    public bool IsDirectory => (Mode & Kind) == 0x4000;
    public bool IsFile => (Mode & Kind) == 0x8000;
}

/// <summary>statx(2). Null is an answer, with the reason in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
internal static partial class FileLook
{
    private const int FromHere = -100; // AT_FDCWD
    private const int NotThroughLinks = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint BasicStatus = 0x7FF; // STATX_BASIC_STATS
    private const int BlockSize = 512;

    /// <summary>Of a link itself.</summary>
    public static FileStatus? At(string path) => Look(path, NotThroughLinks);

    /// <summary>Of what a link leads to. Those of /proc/PID/fd lead to files without a name, too.</summary>
    public static FileStatus? Behind(string link) => Look(link, 0);

    private static FileStatus? Look(string path, int flags) => Ask(FromHere, path, flags, BasicStatus, out var said) != 0 ? null
        : new(said.Owner, said.Mode, said.Names, ((ulong)said.Major << 32) | said.Minor, said.Number, Math.Max(said.Length, said.Blocks * BlockSize));

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(int directory, string path, int flags, uint mask, out Status status);

    /// <summary>struct statx, the same on every architecture: what is asked for of it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(16)] public uint Names;
        [FieldOffset(20)] public uint Owner;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Number;
        [FieldOffset(40)] public long Length;
        [FieldOffset(48)] public long Blocks;
        [FieldOffset(136)] public uint Major;
        [FieldOffset(140)] public uint Minor;
    }
}
