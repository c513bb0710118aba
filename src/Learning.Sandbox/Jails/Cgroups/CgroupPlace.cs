namespace Learning.Sandbox.Jails.Cgroups;

/// <summary>Where groups of a controller may be made: directories to be tried in this order, the first that takes a group is the one.</summary>
internal sealed record CgroupPlace(string Controller, int Version, IReadOnlyList<string> Directories)
{
    private static readonly string[] Wanted = ["memory", "pids", "cpu"];

    /// <summary>
    /// Where jails' groups belong. A group that somebody else made for us is his to divide: for root, who may write everywhere, only a hierarchy
    /// whose root we are in will do (the machine's, or a container's own) or a group that the operator names; for an ordinary account,
    /// a directory that it may write to has been delegated to it.
    /// </summary>
    public static IReadOnlyList<CgroupPlace> Find(IReadOnlyList<CgroupMount> mounts, IReadOnlyList<CgroupMembership> memberships, string? named, bool root)
    {
        List<CgroupPlace> found = [];
        foreach (var controller in Wanted)
        {
            var mount = mounts.FirstOrDefault(mount => mount.Version == 1 && mount.Controllers.Contains(controller, StringComparer.Ordinal))
                ?? mounts.FirstOrDefault(mount => mount.Version == 2 && Lists(Path.Combine(mount.Point, "cgroup.controllers"), controller));
            var own = memberships.FirstOrDefault(member => mount?.Version == 1 ? member.Controllers.Contains(controller, StringComparer.Ordinal) : member.Controllers.Count == 0);
            if (mount is null || (named ?? own?.Group) is not { } group || mount.DirectoryOf(group) is not { } directory)
                continue;
            if (named is not null || directory == mount.Point)
                found.Add(new(controller, mount.Version, [directory]));
            else if (!root)
                found.Add(new(controller, mount.Version, mount.Version == 1 ? [directory] : [.. HandingDown(mount.Point, directory), directory, Path.GetDirectoryName(directory)!]));
        }
        return found;
    }

    public static bool Lists(string file, string word) =>
        File.Exists(file) && File.ReadAllText(file).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Contains(word, StringComparer.Ordinal);

    /// <summary>Groups above ours that hand memory and pids down: in the unified hierarchy a group with processes cannot, and ours has one.</summary>
    private static IEnumerable<string> HandingDown(string top, string own)
    {
        for (var at = own; at is not null && at.Length >= top.Length; at = Path.GetDirectoryName(at))
        {
            var file = Path.Combine(at, "cgroup.subtree_control");
            if (Lists(file, "memory") && Lists(file, "pids"))
                yield return at;
        }
    }
}
