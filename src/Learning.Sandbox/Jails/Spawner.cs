using System.Collections.Concurrent;
using System.Diagnostics;

namespace Learning.Sandbox.Jails;

/// <summary>
/// Forks every jail from one thread that never ends. "Die with parent" means the thread that forked, not its process:
/// a jail started from the thread pool would be killed whenever that pool thread retires.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)> Requests = [];

    static Spawner() => new Thread(Work) { IsBackground = true, Name = "Jail spawner" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((info, started));
        return started.Task;
    }

    private static void Work()
    {
        foreach (var (info, started) in Requests.GetConsumingEnumerable())
        {
#pragma warning disable CA1031 // Handed to whoever asked.
            try
            {
                started.SetResult(Process.Start(info) ?? throw new InvalidOperationException($"{info.FileName} did not start."));
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
#pragma warning restore CA1031
        }
    }
}
