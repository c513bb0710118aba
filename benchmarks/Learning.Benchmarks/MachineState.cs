using System.Globalization;
using System.Runtime.InteropServices;

namespace Learning.Benchmarks;

/// <summary>What a figure is only true with: processors, memory, and how busy others kept the machine when it was measured.</summary>
internal sealed record MachineState(string Processor, int Processors, double MemoryGb, string System, string Runtime, double LoadBefore, double LoadAfter)
{
    public static MachineState Now() => new(
        Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Load(), Load());

    public MachineState Ended() => this with { LoadAfter = Load() };

    /// <summary>Runnable processes over the last minute, as the kernel averages them.</summary>
    private static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    private static string? Field(string file, string name) => File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
