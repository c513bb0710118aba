namespace Learning.Sandbox.Jails.Cgroups;

/// <summary>A group that a process is in, one for each hierarchy. The unified hierarchy's line has no controllers.</summary>
internal sealed record CgroupMembership(IReadOnlyList<string> Controllers, string Group)
{
    /// <summary>The lines of /proc/self/cgroup: hierarchy, controllers, path, with colons between; a path may have more of them.</summary>
    public static IReadOnlyList<CgroupMembership> Parse(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3)
            .Select(parts => new CgroupMembership([.. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries)], parts[2]))];
}
