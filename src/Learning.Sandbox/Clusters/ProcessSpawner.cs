using System.Collections.Concurrent;
using System.Diagnostics;
using Learning.Grading;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// Starts processes from one thread that never ends. Linux delivers the parent-death signal (bwrap --die-with-parent) when the starting
/// thread ends, not the process: started from a pool thread, a jail would die whenever the pool shrinks.
/// </summary>
internal static class ProcessSpawner
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Done)> Work = [];

    static ProcessSpawner() => new Thread(Serve) { IsBackground = true, Name = "process spawner" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var done = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add((start, done));
        return done.Task;
    }

    private static void Serve()
    {
        foreach (var (start, done) in Work.GetConsumingEnumerable())
        {
            try
            {
                done.SetResult(Process.Start(start) ?? throw new InfrastructureException($"{start.FileName} did not start."));
            }
            catch (System.ComponentModel.Win32Exception error)
            {
                done.SetException(new InfrastructureException($"{start.FileName} could not be started: {error.Message}", error));
            }
            catch (InfrastructureException error)
            {
                done.SetException(error);
            }
        }
    }
}
