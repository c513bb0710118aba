using System.Globalization;
using Learning.Grading.Incidents.Records;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>Processor time of the whole machine between two looks, from the first line of /proc/stat (proc_stat(5)).</summary>
internal sealed class HostLook
{
    private long[] _before = Read();

    public HostSample Look()
    {
        var now = Read();
        var spent = now.Zip(_before, (after, before) => (double)Math.Max(0, after - before)).ToArray();
        _before = now;
        var all = Math.Max(spent.Sum(), 1);
        // user nice system idle iowait irq softirq steal
        return new(100 * (spent[0] + spent[1]) / all, 100 * (spent[2] + spent[5] + spent[6] + spent[7]) / all, 100 * spent[4] / all, 100 * spent[3] / all);
    }

    private static long[] Read() =>
        [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
}
