using System.Diagnostics;

namespace Learning.Benchmarks;

/// <summary>A process that spins for each processor, at ordinary priority: the noisy neighbour that verdicts must not depend on.</summary>
internal sealed class BusyCores : IDisposable
{
    private readonly List<Process> _spinning = [];

    public static BusyCores Start()
    {
        var busy = new BusyCores();
        for (var i = 0; i < Environment.ProcessorCount; i++)
            busy._spinning.Add(Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "while :; do :; done"]) { UseShellExecute = false })!);
        return busy;
    }

    public void Dispose()
    {
        foreach (var process in _spinning)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
