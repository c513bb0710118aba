using System.Globalization;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>A container from the host's side. Its processes are children of Docker's, so it is found in /proc by its id.</summary>
internal sealed class DockerContainer(string name, DockerInit? init)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Process 1 of the container as the host numbers it; null when it had ended before it was found.</summary>
    public int? Init => init?.Process;

    /// <summary>
    /// By a signal where the container's account is this process's, as without user namespaces of the engine's: its command line takes half a second on a
    /// quiet machine, and seconds beside what has to be killed.
    /// </summary>
    public async Task KillAsync()
    {
        if (init is { } first && IsInit(first.Process, first.Container) && Signals.Send(first.Process, Signals.Kill))
            return;
        // "Not running" is what we want; anything else shows in that its processes stay, which the caller waits for.
        _ = await DockerEngine.AskAsync(["kill", name]);
    }

    /// <summary>Whether the kernel ended something inside for want of memory. Asked after the end.</summary>
    public async Task<bool> RanOutOfMemoryAsync() =>
        (await DockerEngine.AskAsync(["inspect", "--format", "{{.State.OOMKilled}}", name])).Output.Trim() == "true";

    /// <summary>Off the path: Docker takes a while to unmount.</summary>
    public void Remove() => _ = Task.Run(() => DockerEngine.AskAsync(["rm", "--force", "--volumes", name]));

    /// <summary>
    /// The first process of a container; null when <paramref name="over"/> is true before there is one. It is none of <paramref name="before"/>, which
    /// were there when it was not: each look costs a reading of all others.
    /// </summary>
    public static async Task<DockerInit?> FindInitAsync(string idFile, IReadOnlySet<int> before, Func<bool> over, CancellationToken cancellationToken)
    {
        string? id = null;
        while (!over())
        {
            id ??= await IdAsync(idFile, cancellationToken);
            if (id is not null && Processes().FirstOrDefault(process => !before.Contains(process) && IsInit(process, id)) is > 0 and var found)
                return new(found, id);
            await Task.Delay(Look, cancellationToken);
        }
        return null;
    }

    private static async Task<string?> IdAsync(string file, CancellationToken cancellationToken) =>
        File.Exists(file) && await File.ReadAllTextAsync(file, cancellationToken) is { Length: 64 } id ? id : null;

    /// <summary>Newest first, as a rule.</summary>
    public static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process) ? process : 0)
        .Where(process => process > 0).OrderDescending();

    /// <summary>In a control group that carries the id, whatever engine or version named it, and number 1 in the innermost of its process namespaces.</summary>
    private static bool IsInit(int process, string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cgroup").Contains(id, StringComparison.Ordinal)
                && File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("NSpid:", StringComparison.Ordinal)) is { } numbers
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
