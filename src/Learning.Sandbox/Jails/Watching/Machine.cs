using System.Globalization;
using System.Text;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>What all processors together have done since the machine began, in hundredths of a second (/proc/stat, proc_stat(5)).</summary>
internal static class Machine
{
    /// <summary>Fields of the first line behind its name: user, nice, system, idle, iowait, irq, softirq, steal; what guests take is in the first two.</summary>
    private static readonly int[] Working = [0, 1, 2, 5, 6, 7];
    private const int Longest = 256;

    /// <summary>Time in which a processor worked, or the host of this machine had it.</summary>
    public static TimeSpan Busy
    {
        get
        {
            Span<Range> fields = stackalloc Range[12];
            var line = Encoding.ASCII.GetString(ProcFile.Read("/proc/stat", stackalloc byte[Longest])).AsSpan();
            var end = line.IndexOf('\n');
            var figures = (end < 0 ? line : line[..end]).TrimStart("cpu").Trim();
            var count = figures.Split(fields, ' ');
            long ticks = 0;
            foreach (var working in Working)
                ticks += working < count ? long.Parse(figures[fields[working]], CultureInfo.InvariantCulture) : 0;
            return TimeSpan.FromMilliseconds(ticks * 10);
        }
    }
}
