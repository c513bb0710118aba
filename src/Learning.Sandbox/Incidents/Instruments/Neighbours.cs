using System.Diagnostics;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>How much of the machine's processors others take: what was busy, without this lab's jail and without the program that asks and draws.</summary>
internal sealed class Neighbours(Func<JailUsage> lab)
{
    /// <summary>Share of all processors from which a second is not the lab's own doing any more, 0–100.</summary>
    public const double TooMuch = 35;

    private readonly ProcessorTime _lab = new();
    private TimeSpan _program = Environment.CpuUsage.TotalTime;
    private long _looked = Stopwatch.GetTimestamp();

    /// <summary>Their share of all processors since the last look, 0–100. The first look of a lab counts what its start took.</summary>
    public double Look(HostSample host)
    {
        var wall = Stopwatch.GetElapsedTime(_looked).TotalSeconds * Environment.ProcessorCount;
        _looked = Stopwatch.GetTimestamp();
        var program = Environment.CpuUsage.TotalTime;
        var own = _lab.Advance(lab()) + (program - _program);
        _program = program;
        return wall <= 0 ? 0 : Math.Max(0, host.User + host.System - 100 * own.TotalSeconds / wall);
    }
}
