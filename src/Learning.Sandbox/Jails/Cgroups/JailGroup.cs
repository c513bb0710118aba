using System.Globalization;
using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails.Cgroups;

/// <summary>The groups of one jail, one for each hierarchy.</summary>
internal sealed partial class JailGroup(IReadOnlyList<string> directories)
{
    private const string Members = "cgroup.procs";

    /// <summary>A process that writes a zero here is in, with all that it starts.</summary>
    public IEnumerable<string> Entrances => directories.Select(directory => Path.Combine(directory, Members));

    /// <summary>The kernel ended something in here because the group's memory was used up.</summary>
    public bool RanOutOfMemory => directories.Any(directory => Kills(Path.Combine(directory, "memory.events")) || Kills(Path.Combine(directory, "memory.oom_control")));

    /// <summary>Ends whatever is inside, also what is no descendant of anybody any more.</summary>
    public void Kill()
    {
        foreach (var entrance in Entrances.Where(File.Exists))
        {
            // A process that our process namespace does not show has the number 0, which kill(2) takes for our own group.
            foreach (var member in File.ReadLines(entrance).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(member => member > 1))
                Signals.Send(member, Signals.Kill);
        }
    }

    /// <summary>Returns when they are gone; a process that has just ended may be in one for some milliseconds more.</summary>
    public void Remove()
    {
        foreach (var directory in directories)
        {
            for (var turn = 0; !TryRemove(directory) && turn < 100; turn++)
                Thread.Sleep(10);
        }
    }

    /// <summary>True when it is not there, or no longer.</summary>
    public static bool TryRemove(string directory) => !Directory.Exists(directory) || RemoveDirectory(directory) == 0;

    private static bool Kills(string file) => File.Exists(file)
        && File.ReadLines(file).Any(line => line.StartsWith("oom_kill ", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal));

    // Directory.Delete wants an empty directory; one of these has files for as long as it exists.
    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveDirectory(string path);
}
