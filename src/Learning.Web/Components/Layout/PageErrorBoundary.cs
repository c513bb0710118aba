using Microsoft.AspNetCore.Components.Web;

namespace Learning.Web.Components.Layout;

/// <summary>Keeps the app bar and the circuit when a page fails, and gives the fault an id that is in the log too.</summary>
public sealed partial class PageErrorBoundary(ILogger<PageErrorBoundary> logger) : ErrorBoundary
{
    public string? ErrorId { get; private set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        ErrorId = Guid.NewGuid().ToString("N")[..12];
        Failed(logger, exception, ErrorId);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "A page failed, error id {ErrorId}")]
    private static partial void Failed(ILogger logger, Exception exception, string errorId);
}
