using Microsoft.Extensions.Hosting;

namespace Learning.Sandbox.Health;

/// <summary>Looks when the host starts, beside everything else, so that the log says what is missing before anybody hands something in.</summary>
internal sealed class FirstLook(SandboxHealth health) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(Look, CancellationToken.None);

    private void Look()
    {
        try
        {
            _ = health.Current;
        }
        catch (Exception)
        {
            // It is in the log; whoever hands something in looks again, and is told.
        }
    }
}
