using System.Diagnostics;
using System.Globalization;
using Learning.Grading;

namespace Learning.Sandbox.Jails;

/// <summary>
/// With neither bubblewrap nor Docker, and only because the operator said so (Sandbox:AllowUnjailedPostgres): clusters run as an ordinary process, under PostgreSQL's
/// own rules and the watchdog. Nothing else is started; C# never runs without a jail.
/// </summary>
internal sealed class UnjailedPostgres(string why) : IJail
{
    public string Name => "none (PostgreSQL's own rules)";
    public string Why => why;

    public async Task<JailedProcess> StartAsync(JailCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Path.GetFileName(command.Program) != "postgres")
            throw new InfrastructureException(why);
        var limits = string.Create(CultureInfo.InvariantCulture, $"ulimit -c 0 && ulimit -n {command.Limits.OpenFiles} && exec \"$@\"");
        string[] words = ["-c", limits, "sh", .. Unprivileged.Prefix, "setpriv", "--pdeathsig", "KILL", "--", Outside(command, command.Program), .. command.Arguments.Select(word => Outside(command, word))];
        var start = new ProcessStartInfo("/bin/sh", words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment[OrphanProcesses.Mark] = OrphanProcesses.Owner;
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = Outside(command, value);
        return new JailedProcess(await Spawner.StartAsync(start), command);
    }

    /// <summary>A path inside, alone or behind an equals sign, as it is on the host.</summary>
    private static string Outside(JailCommand command, string word)
    {
        foreach (var bind in command.Software.Concat(command.ReadOnly).Concat(command.Writable))
        {
            var at = word.StartsWith(bind.Inside, StringComparison.Ordinal) ? 0 : word.IndexOf('=' + bind.Inside, StringComparison.Ordinal) + 1;
            var end = at + bind.Inside.Length;
            if ((at > 0 || word.StartsWith(bind.Inside, StringComparison.Ordinal)) && (end == word.Length || word[end] == '/'))
                return word[..at] + bind.Host + word[end..];
        }
        return word;
    }
}
