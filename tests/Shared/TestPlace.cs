namespace Learning.Tests;

/// <summary>
/// Where tests keep short-lived databases: in memory where there is room. A cluster is a thousand small files, and ext4 looks past every inode that was freed a
/// moment ago before it takes one (recently_deleted in fs/ext4/ialloc.c), so that a copy costs ten times as much where others were just removed.
/// </summary>
internal static class TestPlace
{
    private const string Memory = "/dev/shm";
    private const long Enough = 6L << 30;

    private static readonly string Root = IsRoomy() ? Memory : Path.GetTempPath();

    /// <summary>A new folder whose name begins with this, for our own account alone.</summary>
    public static string Create(string prefix)
    {
        var folder = Name(prefix);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>A path that nothing has yet.</summary>
    public static string Name(string prefix) => Path.Combine(Root, prefix + Guid.NewGuid().ToString("N")[..8]);

    private static bool IsRoomy() => Directory.Exists(Memory) && new DriveInfo(Memory) is { DriveFormat: "tmpfs" } drive && drive.AvailableFreeSpace >= Enough;
}
