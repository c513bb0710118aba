using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>One process of a jail; ticks are hundredths of a second, children those that it has waited for.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JailedOne(int Id, int Threads, long Ticks, long TicksOfChildren, long ResidentPages);

/// <summary>What a jail holds at one moment.</summary>
internal sealed record JailUsage(IReadOnlyList<JailedOne> Each, long ResidentBytes)
{
    public IReadOnlyList<int> Processes => [.. Each.Select(process => process.Id)];
    public int Tasks => Each.Sum(process => process.Threads);
}

/// <summary>Reads a process and its descendants from /proc. Processes that end meanwhile are simply not counted.</summary>
internal static class ProcessTree
{
    /// <summary>A list of children past this is cut, and its processes are well past any limit.</summary>
    private const int BufferSize = 1 << 14;
    /// <summary>Tasks, past any jail's limit.</summary>
    private const int Most = 1 << 12;

    /// <summary>
    /// <paramref name="enoughMb"/>: memory is only looked into when pages of files, which are the page cache's and shared by all jails, would make it
    /// this much; up to there it is given with them. <paramref name="enoughTasks"/>: past them it looks no further, since what forks faster than it is
    /// counted would be counted for ever.
    /// </summary>
    public static JailUsage Measure(int root, int enoughMb = 0, int enoughTasks = Most)
    {
        var tasks = 0;
        List<JailedOne> found = [];
        List<int> ids = [root];
        var buffer = new byte[BufferSize];
        for (var next = 0; next < ids.Count && tasks <= enoughTasks; next++)
        {
            // It may have ended while we looked; its children, if any, now belong to the jail's first process and are found there next time.
            if (Stat(ids[next], buffer) is not { } process)
                continue;
            found.Add(process);
            tasks += process.Threads;
            if (process.Threads == 1)
                AddChildren(ids, $"/proc/{process.Id}/task/{process.Id}/children", buffer);
            else
                AddChildrenOfThreads(ids, process.Id, buffer);
        }
        var most = found.Sum(process => process.ResidentPages) * Environment.SystemPageSize;
        return new(found, most <= (long)enoughMb << 20 ? most : found.Sum(process => ResidentOf(process.Id, buffer)));
    }

    /// <summary>False also for one that has ended and waits to be waited for.</summary>
    public static bool Exists(int process)
    {
        var stat = ProcFile.Read($"/proc/{process}/stat", stackalloc byte[512]);
        return stat.LastIndexOf((byte)')') is >= 0 and var name && stat.Length > name + 2 && stat[name + 2] is not ((byte)'Z' or (byte)'X');
    }

    /// <summary>proc_pid_stat(5): the name, in brackets, is the process's to choose; what follows the last bracket is the kernel's.</summary>
    private static JailedOne? Stat(int id, byte[] buffer)
    {
        var stat = ProcFile.Read($"/proc/{id}/stat", buffer);
        var name = stat.LastIndexOf((byte)')');
        if (name < 0 || stat.Length < name + 2)
            return null;
        Span<Range> fields = stackalloc Range[24];
        var rest = Encoding.ASCII.GetString(stat[(name + 2)..]).AsSpan();
        if (rest.Split(fields, ' ') < fields.Length)
            return null;
        // Fields 14 to 17, 20 and 24; the first behind the name is 3.
        return new(id, (int)Number(rest[fields[17]]), Number(rest[fields[11]]) + Number(rest[fields[12]]), Number(rest[fields[13]]) + Number(rest[fields[14]]), Number(rest[fields[21]]));
    }

    private static void AddChildrenOfThreads(List<int> ids, int id, byte[] buffer)
    {
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{id}/task"))
                AddChildren(ids, $"{thread}/children", buffer);
        }
        catch (IOException)
        {
            // It ended.
        }
    }

    private static void AddChildren(List<int> ids, string file, byte[] buffer)
    {
        var id = 0;
        foreach (var letter in ProcFile.Read(file, buffer))
        {
            if (letter is >= (byte)'0' and <= (byte)'9')
            {
                id = (id * 10) + letter - '0';
            }
            else if (id > 0)
            {
                ids.Add(id);
                id = 0;
            }
        }
    }

    /// <summary>Private and shared memory, without pages of files.</summary>
    private static long ResidentOf(int id, byte[] buffer)
    {
        long kilobytes = 0;
        foreach (var line in Encoding.ASCII.GetString(ProcFile.Read($"/proc/{id}/status", buffer)).AsSpan().EnumerateLines())
        {
            if (line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
                kilobytes += Number(line[(line.IndexOf(':') + 1)..].Trim().TrimEnd("kB").Trim());
        }
        return kilobytes << 10;
    }

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
