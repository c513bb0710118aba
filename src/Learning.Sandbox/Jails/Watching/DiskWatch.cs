using System.Diagnostics;
using System.IO.Enumeration;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// Bytes and files that a jail keeps: on disk below the directories that it may write to, which are counted by walking them, and in its
/// own /tmp and /dev/shm, whose size is fixed and whose number of files the kernel knows.
/// </summary>
internal sealed class DiskWatch(JailCommand command)
{
    /// <summary>Walks of a directory of a thousand files take some milliseconds; a jail that rests writes nothing.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);
    /// <summary>Processes that are asked for the files in memory: one would do, and may be ending.</summary>
    private const int Answers = 3;
    private static readonly string[] InMemory = ["/tmp", "/dev/shm"];
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    private readonly JailLimits _limits = command.Limits;
    private readonly List<string> _directories = [.. command.Writable.Select(bind => bind.Host)];
    private long _walked = Stopwatch.GetTimestamp();
    private bool _worked = true;
    private long _filesInMemory;

    /// <summary>Before it is in use a jail is being built, and what its processes see as their root is still ours.</summary>
    public JailBreach Look(JailUsage usage, bool rests, bool isInUse)
    {
        if (isInUse && FilesInMemory(usage) > _limits.Files)
            return JailBreach.Files;
        _worked |= !rests;
        if (_directories.Count == 0 || !_worked || Stopwatch.GetElapsedTime(_walked) < Pause)
            return JailBreach.None;
        var (bytes, files) = Walk();
        (_walked, _worked) = (Stopwatch.GetTimestamp(), false);
        return _limits.DiskMb is { } megabytes && bytes > (long)megabytes << 20 ? JailBreach.Disk : files > _limits.Files ? JailBreach.Files : JailBreach.None;
    }

    /// <summary>Stops counting past the limit, so that a million of files cost no more than the limit does. Links are counted and not followed.</summary>
    private (long Bytes, int Files) Walk()
    {
        long bytes = 0;
        var files = 0;
        foreach (var directory in _directories)
        {
            try
            {
                var found = new FileSystemEnumerable<long>(directory, (ref FileSystemEntry entry) => entry.IsDirectory ? 0 : entry.Length, Everything)
                {
                    ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
                };
                foreach (var length in found)
                {
                    bytes += length;
                    if (++files > _limits.Files)
                        return (bytes, files);
                }
            }
            catch (IOException)
            {
                // Removed under our hands: the next walk sees what is left.
            }
        }
        return (bytes, files);
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
