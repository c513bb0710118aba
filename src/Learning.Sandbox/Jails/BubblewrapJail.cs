using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Learning.Grading;
using Learning.Sandbox.Jails.Cgroups;

namespace Learning.Sandbox.Jails;

/// <summary>Linux namespaces through bubblewrap: no network, no host files, no capabilities, no account of the host's.</summary>
internal sealed class BubblewrapJail(SandboxOptions? options = null) : IJail
{
    private readonly Lazy<JailGroups> _groups = new(() => JailGroups.Open(options?.Cgroup));

    public string Name => "bubblewrap";

    /// <summary>Null when jails can be built here, else a sentence that says what to install or allow.</summary>
    public static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "C# exercises need Linux's bubblewrap; on this system run the lab in Docker.";
        }
        if (Find("bwrap") is null)
        {
            return "C# exercises need bubblewrap: install the package \"bubblewrap\" (apt install bubblewrap, dnf install bubblewrap).";
        }
        if (Unprivileged.SupervisorIsRoot && Find("setpriv") is null)
        {
            return "Started as root, jails need setpriv to become nobody: install the package \"util-linux\", or start as an ordinary user.";
        }
        var bwrap = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        foreach (var word in BubblewrapArguments.For(new JailCommand { Program = "/proc/self/exe", Arguments = ["--version"] }))
        {
            bwrap.ArgumentList.Add(word);
        }
        using var process = Process.Start(bwrap)!;
        var said = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill();
            return "bubblewrap did not finish a trial run within 10 s.";
        }
        // Nothing that can be executed is inside, so that a built jail says exactly that.
        return process.ExitCode == 0 || said.Result.Contains("execvp", StringComparison.Ordinal) ? null
            : $"bubblewrap cannot build a jail here: {said.Result.Trim()}. Unprivileged user namespaces may be switched off " +
              "(sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0, user.max_user_namespaces above 0).";
    }

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
        // bwrap clears the environment of what it starts, not its own, and its first process can be read inside (/proc/1/environ): whatever
        // the supervisor was started with, connection strings among it, would be there.
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path ?? "/usr/bin:/bin";
        var group = _groups.Value.Create(command.Limits);
        foreach (var word in BubblewrapArguments.For(command, group?.Entrances))
        {
            start.ArgumentList.Add(word);
        }
        try
        {
            return new JailedProcess(await Spawner.StartAsync(start), command, group: group);
        }
        catch (Win32Exception exception)
        {
            group?.Remove();
            throw new InfrastructureException($"The jail's shell did not start: {exception.Message}", exception);
        }
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
