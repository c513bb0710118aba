using System.Globalization;
using System.Text.RegularExpressions;

namespace Learning.Sandbox.Jails.Cgroups;

/// <summary>
/// A mounted hierarchy of control groups, version 1 or 2 (unified). Root is the group that is seen at the mount point: "/" unless a container was
/// given a part. Controllers are version 1's; a unified hierarchy lists its own in a file.
/// </summary>
internal sealed partial record CgroupMount(int Version, string Root, string Point, IReadOnlyList<string> Controllers)
{
    /// <summary>The lines of /proc/self/mountinfo, as proc_pid_mountinfo(5) describes them; others' are left out.</summary>
    public static IReadOnlyList<CgroupMount> Parse(IEnumerable<string> mountinfo)
    {
        List<CgroupMount> found = [];
        foreach (var line in mountinfo)
        {
            var halves = line.Split(" - ", 2);
            if (halves.Length != 2 || halves[0].Split(' ') is not [_, _, _, var root, var point, ..] || halves[1].Split(' ') is not [var type, _, var options, ..])
                continue;
            if (type == "cgroup2")
                found.Add(new(2, Plain(root), Plain(point), []));
            else if (type == "cgroup")
                found.Add(new(1, Plain(root), Plain(point), [.. options.Split(',').Where(option => option is not ("rw" or "ro"))]));
        }
        return found;
    }

    /// <summary>The directory of a group, null when it lies outside of what is mounted here.</summary>
    public string? DirectoryOf(string group)
    {
        var below = Root == "/" ? group : group == Root ? "/" : group.StartsWith(Root + "/", StringComparison.Ordinal) ? group[Root.Length..] : null;
        return below is null || below.StartsWith("/..", StringComparison.Ordinal) ? null : below == "/" ? Point : Point + below;
    }

    /// <summary>Space, tab, line feed and backslash are written as octal numbers.</summary>
    private static string Plain(string escaped) =>
        Octal().Replace(escaped, match => ((char)Convert.ToInt32(match.Groups["code"].Value, 8)).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\\(?<code>[0-7]{3})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Octal();
}
