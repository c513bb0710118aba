using System.Globalization;

namespace Learning.Sandbox.Jails;

/// <summary>What a jail holds at one moment.</summary>
internal sealed record JailUsage(IReadOnlyList<int> Processes, int Tasks, long ResidentBytes);

/// <summary>Reads a process and its descendants from /proc. Processes that end meanwhile are simply not counted.</summary>
internal static class ProcessTree
{
    public static JailUsage Measure(int root)
    {
        List<int> found = [root];
        long memory = 0;
        var tasks = 0;
        for (var next = 0; next < found.Count; next++)
        {
            try
            {
                memory += ResidentOf(found[next]);
                foreach (var task in Directory.EnumerateDirectories($"/proc/{found[next]}/task"))
                {
                    tasks++;
                    found.AddRange(File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParseId));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked; its children, if any, now belong to the jail's first process and are found there next time.
                continue;
            }
        }
        return new JailUsage(found, tasks, memory);
    }

    public static bool Exists(int process) => File.Exists($"/proc/{process}/stat")
        && File.ReadAllText($"/proc/{process}/stat") is var stat && stat[(stat.LastIndexOf(')') + 2)..] is not ['Z', ..];

    /// <summary>Private and shared memory; pages of files are the page cache's, and shared by all jails.</summary>
    private static long ResidentOf(int process)
    {
        long kilobytes = 0;
        foreach (var line in File.ReadLines($"/proc/{process}/status"))
        {
            if (line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
            {
                kilobytes += long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
            }
        }
        return kilobytes << 10;
    }

    private static int ParseId(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
