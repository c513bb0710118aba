using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Jails.Cgroups;

/// <summary>
/// Makes a group for each jail below one of this supervisor's own, whose name says whose it is. Controllers that cannot be had are left out; the
/// watchdog is there in any case.
/// </summary>
internal sealed class JailGroups
{
    private const string Prefix = "latency-lab-";
    private readonly Dictionary<string, CgroupParent> _parents = new(StringComparer.Ordinal);

    /// <summary>For tests: identity is the supervisor's mark, and making a directory also gives it the files of a group.</summary>
    public JailGroups(IReadOnlyList<CgroupPlace> places, string identity, Action<string> make)
    {
        foreach (var place in places)
        {
            foreach (var directory in place.Directories)
            {
                var parent = _parents.GetValueOrDefault(place.Directories[0]) ?? new CgroupParent(directory, Path.Combine(directory, Prefix + identity), place.Version, make);
                if (!parent.TryOpen(place.Controller))
                    continue;
                _parents[place.Directories[0]] = parent;
                break;
            }
        }
    }

    public static JailGroups Open(string? named)
    {
        if (!OperatingSystem.IsLinux())
            return new([], "", _ => { });
        var places = CgroupPlace.Find(CgroupMount.Parse(File.ReadLines("/proc/self/mountinfo")), CgroupMembership.Parse(File.ReadLines("/proc/self/cgroup")), named, Unprivileged.SupervisorIsRoot);
        foreach (var directory in places.SelectMany(place => place.Directories).Distinct(StringComparer.Ordinal))
            Sweep(directory);
        var groups = new JailGroups(places, SupervisorMark.Own.Text('-'), directory => Directory.CreateDirectory(directory));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => groups.Close();
        return groups;
    }

    /// <summary>Controllers that jails are limited by: memory, pids, cpu or fewer.</summary>
    public IReadOnlyList<string> Controllers => [.. _parents.Values.SelectMany(parent => parent.Controllers)];

    /// <summary>Null when there are none to be had.</summary>
    public JailGroup? Create(JailLimits limits)
    {
        if (_parents.Count == 0)
            return null;
        var name = Guid.NewGuid().ToString("N")[..12];
        var group = new JailGroup([.. _parents.Values.Select(parent => parent.DirectoryFor(name))]);
        try
        {
            foreach (var parent in _parents.Values)
                parent.Make(name, limits);
            return group;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Taken from us since the start, or too many of them: jails go on with the watchdog alone.
            group.Remove();
            return null;
        }
    }

    /// <summary>Removes what supervisors that are gone have left, and ends what still runs there: it was in a jail of theirs.</summary>
    public static void Sweep(string directory)
    {
        if (!Directory.Exists(directory))
            return;
        foreach (var left in Directory.GetDirectories(directory, Prefix + "*"))
        {
            // No group outlives a boot: one that names another is of a container with a boot id of its own, and cannot be looked for from here.
            if (SupervisorMark.Read(Path.GetFileName(left)[Prefix.Length..], '-')?.IsGone(local: false) != true)
                continue;
            try
            {
                foreach (var jail in Directory.GetDirectories(left))
                {
                    var group = new JailGroup([jail]);
                    group.Kill();
                    group.Remove();
                }
                JailGroup.TryRemove(left);
            }
            catch (IOException)
            {
                // Another supervisor that starts now sweeps as well, and was here first.
            }
        }
    }

    private void Close()
    {
        foreach (var parent in _parents.Values)
            JailGroup.TryRemove(parent.Own);
    }
}
