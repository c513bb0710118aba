using System.Globalization;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>The words of one container's command line.</summary>
internal static class DockerArguments
{
    /// <summary>Beside what the watchdog counts: memory of files in /tmp, of the kernel for the container, and of Docker's own first process.</summary>
    private const int SpareMb = 32;
    /// <summary>Where the one image has what is for one kind of jail or for the other.</summary>
    private static readonly string[] ImageSoftware = ["/dotnet", "/pg", "/runner"];

    /// <param name="command">What to run.</param>
    /// <param name="image">Holds everything of <see cref="JailCommand.Software"/>.</param>
    /// <param name="name">Nobody else's container has it.</param>
    /// <param name="owner">For <see cref="DockerOrphans"/>.</param>
    /// <param name="idFile">Where Docker is to write the container's id; the file must not be there yet.</param>
    /// <param name="filter">A seccomp profile.</param>
    public static IReadOnlyList<string> For(JailCommand command, string image, string name, string owner, string idFile, string? filter)
    {
        var limits = command.Limits;
        var memory = Megabytes(limits.MemoryMb + limits.TmpMb + limits.ShmMb + SpareMb);
        // --init: the program must not be process 1, which no signal of its own ends, and whose orphans nobody else collects.
        List<string> words =
        [
            "run", "-i", "--init", "--pull", "never", "--name", name, "--cidfile", idFile, "--label", $"{DockerOrphans.Label}={owner}",
            "--network", "none", "--hostname", "lab", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            "--user", Account(), "--log-driver", "none", "--restart", "no",
            "--memory", memory, "--memory-swap", memory, "--pids-limit", Number(limits.TasksAtMost),
            "--ulimit", "core=0", "--ulimit", $"nofile={Number(limits.OpenFiles)}", "--shm-size", Megabytes(limits.ShmMb),
            "--tmpfs", $"/tmp:rw,nosuid,nodev,noexec,mode=1777,size={Megabytes(limits.TmpMb)}",
            "--workdir", command.WorkingDirectory,
        ];
        // Its own first process starts with a PATH, which can be read inside; Docker would give it a longer one.
        words.AddRange(["--env", "PATH=/usr/bin"]);
        // A server has no use for the runner, nor an answer for the server; and sysfs says where the kernel keeps things.
        foreach (var folder in ImageSoftware.Where(folder => !command.Software.Any(bind => IsBelow(bind.Inside, folder))).Append("/sys/kernel"))
            words.AddRange(["--tmpfs", $"{folder}:ro,nosuid,nodev,noexec,size=4k,mode=555"]);
        if (filter is not null)
            words.AddRange(["--security-opt", $"seccomp={filter}"]);
        if (limits.FileMb is { } file)
            words.AddRange(["--ulimit", $"fsize={((long)file << 20).ToString(CultureInfo.InvariantCulture)}"]);
        if (limits.CpuSeconds is { } seconds)
            words.AddRange(["--ulimit", $"cpu={Number(seconds)}"]);
        if (limits.Cpus is { } cpus)
            words.AddRange(["--cpus", cpus.ToString(CultureInfo.InvariantCulture)]);
        foreach (var bind in command.ReadOnly)
            words.AddRange(["--mount", Mount(bind) + ",readonly"]);
        foreach (var bind in command.Writable)
            words.AddRange(["--mount", Mount(bind)]);
        // Docker always sets PATH, HOME and HOSTNAME; env starts the program with the command's own variables and no others.
        words.AddRange(["--entrypoint", "/usr/bin/env", image, "-i", .. command.Environment.Select(variable => $"{variable.Key}={variable.Value}"), command.Program]);
        words.AddRange(command.Arguments);
        return words;
    }

    /// <summary>As under bubblewrap: the supervisor's own account, or nobody when that is root.</summary>
    private static string Account() => Unprivileged.SupervisorIsRoot ? string.Create(CultureInfo.InvariantCulture, $"{Unprivileged.Nobody}:{Unprivileged.Nobody}")
        : string.Create(CultureInfo.InvariantCulture, $"{HostAccount.UserId}:{HostAccount.GroupId}");

    private static string Mount(JailBind bind) => bind.Host.Contains(',', StringComparison.Ordinal)
        ? throw new Grading.InfrastructureException($"Docker cannot mount {bind.Host}: its name has a comma.")
        : $"type=bind,source={bind.Host},target={bind.Inside}";

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
    private static string Megabytes(int megabytes) => $"{Number(megabytes)}m";
    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
