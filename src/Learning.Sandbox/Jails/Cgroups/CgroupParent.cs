using System.Globalization;

namespace Learning.Sandbox.Jails.Cgroups;

/// <summary>This supervisor's group in one hierarchy, and how limits are written there (cgroup-v1/*.rst and cgroup-v2.rst of the kernel's documentation).</summary>
internal sealed class CgroupParent(string above, string own, int version, Action<string> make)
{
    private const int PeriodMicroseconds = 100_000;
    private readonly List<string> _controllers = [];

    public string Own => own;
    public IReadOnlyList<string> Controllers => _controllers;

    public string DirectoryFor(string jail) => Path.Combine(own, jail);

    /// <summary>False when no groups can be made here, or they would not be under the controller.</summary>
    public bool TryOpen(string controller)
    {
        try
        {
            make(own);
            if (version == 2 && !HandsDown(controller))
                return false;
            var trial = DirectoryFor($"trial-{Guid.NewGuid():N}");
            make(trial);
            var limited = File.Exists(Path.Combine(trial, Files(new JailLimits { Cpus = 1 }).First(file => file.Controller == controller).Name));
            JailGroup.TryRemove(trial);
            if (limited)
                _controllers.Add(controller);
            return limited;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            if (_controllers.Count == 0)
                JailGroup.TryRemove(own);
        }
    }

    public void Make(string jail, JailLimits limits)
    {
        make(DirectoryFor(jail));
        foreach (var (controller, name, value) in Files(limits).Where(file => _controllers.Contains(file.Controller, StringComparer.Ordinal)))
        {
            var path = Path.Combine(DirectoryFor(jail), name);
            // Swap is counted where the kernel was built and started so.
            if (File.Exists(path))
                File.WriteAllText(path, value);
        }
    }

    /// <summary>Whether groups below ours will have the controller, after asking for it.</summary>
    private bool HandsDown(string controller)
    {
        if (!CgroupPlace.Lists(Path.Combine(above, "cgroup.subtree_control"), controller))
            File.WriteAllText(Path.Combine(above, "cgroup.subtree_control"), $"+{controller}");
        File.WriteAllText(Path.Combine(own, "cgroup.subtree_control"), $"+{controller}");
        return true;
    }

    /// <summary>
    /// The kernel's limits lie above the watchdog's: that one can say what happened. What they are for is whatever is faster than it.
    /// </summary>
    private IEnumerable<(string Controller, string Name, string Value)> Files(JailLimits limits)
    {
        // Pages of files count here and not there; they are given back before anybody is killed.
        var memory = Text(((long)limits.MemoryMb + limits.TmpMb + limits.ShmMb) << 20);
        yield return ("memory", version == 2 ? "memory.max" : "memory.limit_in_bytes", memory);
        yield return ("memory", version == 2 ? "memory.swap.max" : "memory.memsw.limit_in_bytes", version == 2 ? "0" : memory);
        if (version == 2)
            yield return ("memory", "memory.oom.group", "1");
        yield return ("pids", "pids.max", Text(limits.TasksAtMost));
        if (limits.Cpus is { } cpus && version == 2)
            yield return ("cpu", "cpu.max", $"{Text((long)(cpus * PeriodMicroseconds))} {Text(PeriodMicroseconds)}");
        else if (limits.Cpus is { } share)
            yield return ("cpu", "cpu.cfs_quota_us", Text((long)(share * PeriodMicroseconds)));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
