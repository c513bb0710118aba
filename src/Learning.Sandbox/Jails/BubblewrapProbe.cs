using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Learning.Sandbox.Jails;

/// <summary>Whether bubblewrap can be a jail here. Its trial run takes some milliseconds.</summary>
internal static partial class BubblewrapProbe
{
    /// <summary>The first that has --disable-userns.</summary>
    private static readonly Version Oldest = new(0, 8, 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Null when jails can be built, else a sentence that says what to install or allow.</summary>
    public static string? Find(string path)
    {
        if (!OperatingSystem.IsLinux())
            return "C# exercises need Linux's bubblewrap; on this system run the lab in Docker.";
        if (Program("bwrap", path) is not { } bwrap)
            return "C# exercises need bubblewrap: install the package \"bubblewrap\" (apt install bubblewrap, dnf install bubblewrap).";
        if (Unprivileged.SupervisorIsRoot && Program("setpriv", path) is null)
            return "Started as root, jails need setpriv to become nobody: install the package \"util-linux\", or start as an ordinary user.";
        if (Run(bwrap, ["--version"], path) is not { } version)
            return $"{bwrap} did not say its version within {Patience.TotalSeconds:0} s.";
        if (!Version.TryParse(Number().Match(version.Output).Value, out var number) || number < Oldest)
            return $"bubblewrap {Oldest} is the oldest that serves (it has --disable-userns), and {bwrap} is {(number is null ? "of an unknown version" : $"{number}")}: install a newer package \"bubblewrap\".";
        if (Run("/bin/sh", BubblewrapArguments.For(new JailCommand { Program = "/proc/self/exe", Arguments = ["--version"] }), path) is not { } trial)
            return $"bubblewrap did not finish a trial run within {Patience.TotalSeconds:0} s.";
        // Nothing that can be executed is inside, so that a built jail says exactly that.
        return trial.ExitCode == 0 || trial.Errors.Contains("execvp", StringComparison.Ordinal) ? null
            : $"bubblewrap cannot build a jail here: {trial.Errors.Trim()}. Unprivileged user namespaces may be switched off " +
              "(sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0, user.max_user_namespaces above 0).";
    }

    private static (int ExitCode, string Output, string Errors)? Run(string program, IEnumerable<string> arguments, string path)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/", Environment = { ["PATH"] = path } };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (process.WaitForExit(Patience))
            return (process.ExitCode, output.Result, errors.Result);
        process.Kill(entireProcessTree: true);
        return null;
    }

    private static string? Program(string name, string path) => path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
