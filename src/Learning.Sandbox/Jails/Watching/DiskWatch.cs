using System.Diagnostics;
using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// Bytes and files that a jail keeps: on disk below the directories that it may write to, which are counted by walking them, and without a name for as long
/// as it has them open; and in its own /tmp and /dev/shm, whose size is fixed and whose number of files the kernel knows.
/// </summary>
internal sealed class DiskWatch(JailCommand command)
{
    /// <summary>Walks of a directory of a thousand files take some milliseconds; a jail that rests writes nothing.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);
    /// <summary>What works a little, now and then, seems to rest.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(5);
    /// <summary>Processes that are asked for the files in memory: one would do, and may be ending.</summary>
    private const int Answers = 3;
    private static readonly string[] InMemory = ["/tmp", "/dev/shm"];
    private const int Denied = 13; // EACCES
    private const int NameTooLong = 36; // ENAMETOOLONG
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private readonly JailLimits _limits = command.Limits;
    private readonly List<string> _directories = [.. command.Writable.Select(bind => bind.Host)];
    private long _walked = Stopwatch.GetTimestamp();
    private bool _worked = true;
    private long _filesInMemory, _mostBytes;

    /// <summary>With a name, now or at any look so far.</summary>
    public long MostBytes() => Math.Max(Volatile.Read(ref _mostBytes), Walk().Bytes);

    /// <summary>Before it is in use a jail is being built, and what its processes see as their root is still ours.</summary>
    public JailBreach Look(JailUsage usage, bool rests, bool isInUse)
    {
        if (isInUse && FilesInMemory(usage) > _limits.Files)
            return JailBreach.Files;
        _worked |= !rests;
        if (_directories.Count == 0 || !(_worked || isInUse) || Stopwatch.GetElapsedTime(_walked) < (_worked && isInUse ? Pause : LongPause))
            return JailBreach.None;
        var (bytes, files, hidden) = Walk();
        Volatile.Write(ref _mostBytes, Math.Max(_mostBytes, bytes));
        (_walked, _worked) = (Stopwatch.GetTimestamp(), false);
        return hidden || (_limits.DiskMb is { } megabytes && bytes + Deleted(usage) > (long)megabytes << 20) ? JailBreach.Disk
            : files > _limits.Files ? JailBreach.Files
            : JailBreach.None;
    }

    /// <summary>
    /// Stops counting past the limit, so that a million of files cost no more than the limit does. Links are counted and not followed. Nobody honest closes a
    /// directory to their own account, or makes a path that is longer than a call takes or no text: what is hidden so is not counted, and too much.
    /// </summary>
    private (long Bytes, int Files, bool Hidden) Walk()
    {
        long bytes = 0;
        var files = 0;
        foreach (var directory in _directories)
        {
            try
            {
                var found = new FileSystemEnumerable<long>(directory, BytesOf, Everything)
                {
                    ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
                };
                foreach (var length in found)
                {
                    bytes += length;
                    if (++files > _limits.Files)
                        return (bytes, files, Hidden: false);
                }
            }
            catch (Exception hidden) when (hidden is UnauthorizedAccessException or PathTooLongException)
            {
                return (bytes, files, Hidden: true);
            }
            catch (IOException)
            {
                // Removed under our hands: the next walk sees what is left.
            }
        }
        return (bytes, files, Hidden: false);
    }

    private static long BytesOf(ref FileSystemEntry entry)
    {
        var path = entry.ToFullPath();
        if (path.Contains('\uFFFD')) // bytes that are no text: such a name leads nowhere from here
            throw new UnauthorizedAccessException(path);
        if (entry.IsDirectory)
            return 0;
        return FileLook.At(path) is { } file ? file.Bytes
            : Marshal.GetLastPInvokeError() is Denied or NameTooLong ? throw new UnauthorizedAccessException(path)
            : 0;
    }

    /// <summary>What files take that have no name any more: each once, whoever has it open. A thread may have descriptors of its own (clone(2)).</summary>
    private static long Deleted(JailUsage usage)
    {
        Dictionary<(ulong Device, ulong Number), long> found = [];
        foreach (var process in usage.Each)
        {
            try
            {
                if (process.Threads == 1)
                    AddDeleted(found, $"/proc/{process.Id}");
                else
                    foreach (var thread in Directory.EnumerateDirectories($"/proc/{process.Id}/task"))
                        AddDeleted(found, thread);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended, or it is bubblewrap's own.
            }
        }
        return found.Values.Sum();
    }

    /// <summary>Descriptors are listed by fdinfo, which has the same names, and no links that listing them would follow.</summary>
    private static void AddDeleted(Dictionary<(ulong Device, ulong Number), long> found, string task)
    {
        foreach (var descriptor in Directory.EnumerateFiles($"{task}/fdinfo"))
        {
            if (FileLook.Behind($"{task}/fd/{Path.GetFileName(descriptor)}") is { Names: 0, IsFile: true } file)
                found[(file.Device, file.Number)] = file.Bytes;
        }
    }

    /// <summary>
    /// As the first few see it that answer; the outermost process, which is bubblewrap, is not inside. Where none does, they are as many as they were: what
    /// cannot be seen is not gone.
    /// </summary>
    private long FilesInMemory(JailUsage usage)
    {
        List<long> seen = [.. usage.Processes.Skip(1).Select(FilesSeenBy).OfType<long>().Take(Answers)];
        return seen.Count > 0 ? _filesInMemory = seen.Max() : _filesInMemory;
    }

    /// <summary>Through its root; null where it has none any more, as one that has ended and that nobody waited for. A process with the host's mounts has no /tmp of its own.</summary>
    private long? FilesSeenBy(int process)
    {
        var files = InMemory.Aggregate((long?)0, (sum, directory) => sum + FileSystem.FilesIn($"/proc/{process}/root{directory}"));
        return files > _limits.Files && Mounts("self") == Mounts($"{process}") ? null : files;
    }

    private static string? Mounts(string process) => new FileInfo($"/proc/{process}/ns/mnt").LinkTarget;
}
