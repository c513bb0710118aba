using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Learning.Sandbox.Health;

/// <summary>Looks when the host starts, beside everything else, so that the log says what is missing before anybody hands something in.</summary>
internal sealed partial class FirstLook(SandboxHealth health, ILogger<FirstLook> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(Look, CancellationToken.None);

    private void Look()
    {
        try
        {
            _ = health.Current;
        }
        catch (Exception error)
        {
            NotLooked(logger, error); // whoever hands something in looks again, and is told
        }
    }

    [LoggerMessage(LogLevel.Error, "What the sandbox needs could not be looked at")]
    private static partial void NotLooked(ILogger logger, Exception error);
}
