using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Learning.Grading;
using Learning.Sandbox.Jails.Cgroups;

namespace Learning.Sandbox.Jails;

/// <summary>Linux namespaces through bubblewrap: no network, no host files, no capabilities, no account of the host's.</summary>
internal sealed class BubblewrapJail(SandboxOptions? options = null) : IJail
{
    private static string SearchPath => Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";

    private readonly Lazy<JailGroups> _groups = new(() => JailGroups.Open(options?.Cgroup));

    public string Name => "bubblewrap";

    /// <summary>Controllers of control groups that jails are limited by; none where the watchdog does it alone.</summary>
    public IReadOnlyList<string> Controllers => _groups.Value.Controllers;

    /// <summary>Null when jails can be built here, else a sentence that says what to install or allow.</summary>
    public static string? Probe() => BubblewrapProbe.Find(SearchPath);

    public async Task<JailedProcess> StartAsync(JailCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var bind in command.Software.Concat(command.ReadOnly).Concat(command.Writable))
        {
            if (!Path.Exists(bind.Host))
            {
                throw new InfrastructureException($"{bind.Host} does not exist; the jail wants it at {bind.Inside}.");
            }
            // What can be written belongs to the jail's account already; its mode says nothing about others.
            if (!command.Writable.Contains(bind) && Unprivileged.Obstacle(bind.Host) is { } obstacle)
            {
                throw new InfrastructureException($"The account that jails run as (uid {Unprivileged.Nobody}) cannot get past {obstacle} to {bind.Host}.");
            }
        }
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            WorkingDirectory = "/",
        };
        // bubblewrap's own process is the first one inside, and its environment can be read there: nothing of ours may be in it.
        start.Environment.Clear();
        start.Environment["PATH"] = SearchPath;
        start.Environment[OrphanProcesses.Mark] = OrphanProcesses.Owner;
        var group = _groups.Value.Create(command.Limits);
        foreach (var word in BubblewrapArguments.For(command, group?.Entrances))
        {
            start.ArgumentList.Add(word);
        }
        try
        {
            return new JailedProcess(await Spawner.StartAsync(start), command, group: group, ownUsers: true);
        }
        catch (Win32Exception exception)
        {
            group?.Remove();
            throw new InfrastructureException($"The jail's shell did not start: {exception.Message}", exception);
        }
    }
}
