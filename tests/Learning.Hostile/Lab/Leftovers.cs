using System.Collections.Concurrent;
using System.Diagnostics;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails.Watching;
using Microsoft.Win32.SafeHandles;

namespace Learning.Hostile.Lab;

/// <summary>What a case must not leave behind. Polled: five seconds are the ceiling, not a wait.</summary>
internal sealed class Leftovers : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Cases that write outside their answer give their files this name, wherever they can.</summary>
    public const string Name = "hostile-left";

    private static readonly string[] Shared = [Path.GetTempPath(), "/dev/shm", "/var/tmp", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "/run"];

    private readonly List<string> _paths = [];
    private readonly ConcurrentDictionary<int, string> _processes = new();
    private readonly ConcurrentDictionary<string, SafeFileHandle> _namespaces = new(StringComparer.Ordinal);

    /// <summary>A process, and whatever else is in its namespace.</summary>
    public void Expect(int pid, string started)
    {
        _processes[pid] = started;
        if (HostProcesses.Hold(pid) is var (name, held) && !_namespaces.TryAdd(name, held))
            held.Dispose();
    }

    /// <summary>A cluster's directory and all that runs in its namespaces.</summary>
    public void Expect(Cluster cluster)
    {
        _paths.Add(Path.GetDirectoryName(Path.GetDirectoryName(cluster.ServerSocket))!);
        foreach (var pid in ProcessTree.Measure(cluster.Pid).Processes)
        {
            if (HostProcesses.Started(pid) is { } started)
                Expect(pid, started);
        }
    }

    /// <summary>Gone when the case is over.</summary>
    public void Expect(string path) => _paths.Add(path);

    /// <summary>What is still there after the ceiling; empty as soon as nothing is.</summary>
    public async Task<IReadOnlyList<string>> WaitAsync(HostileLab lab)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            List<string> left = [.. Alive(), .. _paths.Where(Path.Exists), .. Marked(lab.Work)];
            if (left.Count == 0 || Stopwatch.GetElapsedTime(started) > Ceiling)
                return [.. left.Select(each => $"left behind: {each}")];
            await Task.Delay(Between);
        }
    }

    /// <summary>After the lab has closed: nothing but the templates, and the note whose doors there were, is below its work directory, and no process has to do with it.</summary>
    public static async Task<IReadOnlyList<string>> AfterAsync(HostileLab lab)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            List<string> left = [.. HostProcesses.With(lab.Work).Concat(HostProcesses.With(lab.ClusterDirectory)).Distinct().Select(HostProcesses.Describe), .. Below(lab.ClusterDirectory, ""), .. Below(lab.Work, "doors").Where(path => !path.EndsWith(".of", StringComparison.Ordinal)), .. Below(lab.Work, "b"), .. Marked(lab.Work)];
            if (left.Count == 0 || Stopwatch.GetElapsedTime(started) > Ceiling)
                return [.. left.Select(each => $"left behind by the lab: {each}")];
            await Task.Delay(Between);
        }
    }

    private IEnumerable<string> Alive() => _processes.Where(each => HostProcesses.Started(each.Key) == each.Value).Select(each => each.Key)
        .Concat(HostProcesses.In(_namespaces.Keys.ToList())).Distinct().Select(HostProcesses.Describe);

    public void Dispose()
    {
        foreach (var held in _namespaces.Values)
            held.Dispose();
    }

    private static IEnumerable<string> Below(string work, string folder) =>
        Path.Combine(work, folder) is var path && Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path) : [];

    private static IEnumerable<string> Marked(string work) => Shared.Append(work).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFileSystemEntries(folder, Name + "*"));
}
