using System.Diagnostics;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Tests.Runners;

/// <summary>Instead of a runner in a jail a shell that says it is ready, and nothing more; for what pools do with runners. Each start waits for <paramref name="before"/>.</summary>
internal sealed class ShellJail(Func<int, Task> before, DockerContainer? container = null) : IJail
{
    private int _starts;

    public string Name => "shell";

    public int Starts => Volatile.Read(ref _starts);

    public async Task<JailedProcess> StartAsync(JailCommand command, CancellationToken cancellationToken)
    {
        await before(Interlocked.Increment(ref _starts));
        var shell = new ProcessStartInfo("/bin/sh", ["-c", """echo '{"said":"ready"}'; exec cat > /dev/null"""]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        return new JailedProcess(Process.Start(shell)!, command, container);
    }
}
