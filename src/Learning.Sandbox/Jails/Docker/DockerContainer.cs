using System.Globalization;
using System.Text;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>A container from the host's side. Its processes are children of Docker's, so it is found in /proc by its id.</summary>
internal sealed class DockerContainer(string name, DockerInit? init, DockerOrder order)
{
    /// <summary>A group's path for each hierarchy that there can be.</summary>
    private const int LongestGroups = 8192;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    /// <summary>Between tries to remove it, each twice as long as the one before: half a minute in all.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250), LastPause = TimeSpan.FromSeconds(16);

    /// <summary>Process 1 of the container as the host numbers it; null when it had ended before it was found.</summary>
    public int? Init => init?.Process;

    /// <summary>
    /// By a signal where the container's account is this process's, as without user namespaces of the engine's: its command line takes half a second on a
    /// quiet machine, and seconds beside what has to be killed.
    /// </summary>
    public async Task KillAsync()
    {
        if (init is { } first && IsInside(first.Process, Encoding.ASCII.GetBytes(first.Container)) && IsFirst(first.Process) && Signals.Send(first.Process, Signals.Kill))
            return;
        // "Not running" is what we want; anything else shows in that its processes stay, which the caller waits for.
        _ = await order(["kill", name]);
    }

    /// <summary>Whether the kernel ended something inside for want of memory. Asked after the end.</summary>
    public async Task<bool> RanOutOfMemoryAsync() =>
        (await order(["inspect", "--format", "{{.State.OOMKilled}}", name])).Output.Trim() == "true";

    /// <summary>Off the path: Docker takes a while to unmount.</summary>
    public void Remove(bool mayStillCome = false) => _ = Task.Run(() => RemoveAsync(mayStillCome));

    /// <summary>Again until the engine has removed it, or has none of this name. What it still keeps after half a minute, the next supervisor removes.</summary>
    /// <param name="mayStillCome">Its start was given up while the engine may have been making it: that there is none yet is no end.</param>
    public async Task RemoveAsync(bool mayStillCome)
    {
        for (var pause = FirstPause; pause <= LastPause; pause *= 2)
        {
            if (await order(["rm", "--force", "--volumes", name]) is { Succeeded: true } removed && removed.Output.Trim() == name)
                return;
            if (!mayStillCome && await order(["ps", "--all", "--quiet", "--filter", $"name={name}"]) is { Succeeded: true } left && left.Output.Trim().Length == 0)
                return;
            await Task.Delay(pause);
        }
    }

    /// <summary>
    /// The first process of a container; null when <paramref name="over"/> is true before there is one. As a rule it is none of <paramref name="before"/>,
    /// which were there when it was not.
    /// </summary>
    public static async Task<DockerInit?> FindInitAsync(string idFile, IReadOnlySet<int> before, Func<bool> over, CancellationToken cancellationToken)
    {
        if (await IdAsync(idFile, over, cancellationToken) is not { } id)
            return null;
        var group = Encoding.ASCII.GetBytes(id);
        var search = new InitSearch(before, Processes, process => IsInside(process, group), IsFirst);
        while (!over())
        {
            if (search.Next() is { } found)
                return new(found, id);
            await Task.Delay(search.Pause, cancellationToken);
        }
        return null;
    }

    private static async Task<string?> IdAsync(string file, Func<bool> over, CancellationToken cancellationToken)
    {
        while (!over())
        {
            if (File.Exists(file) && await File.ReadAllTextAsync(file, cancellationToken) is { Length: 64 } id)
                return id;
            await Task.Delay(Look, cancellationToken);
        }
        return null;
    }

    /// <summary>All of the machine's.</summary>
    public static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process) ? process : 0)
        .Where(process => process > 0);

    /// <summary>In a control group that carries the container's id, whatever engine or version named it.</summary>
    private static bool IsInside(int process, byte[] id) => ProcFile.Read($"/proc/{process}/cgroup", stackalloc byte[LongestGroups]).IndexOf(id) >= 0;

    /// <summary>Number 1 in the innermost of its process namespaces.</summary>
    private static bool IsFirst(int process)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("NSpid:", StringComparison.Ordinal)) is { } numbers
                && numbers.Split('\t') is [_, _, .., "1"]
                // Before that it is Docker's own, setting things up in the same process.
                && File.ReadAllText($"/proc/{process}/comm").Trim() is not ("runc:[2:INIT]" or "runc:[1:CHILD]" or "runc");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // it ended while we looked
        }
    }
}

/// <summary>Process 1 of a container as the host numbers it, and the container's id.</summary>
internal sealed record DockerInit(int Process, string Container);
