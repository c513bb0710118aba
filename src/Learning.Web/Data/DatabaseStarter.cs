using System.Net.Sockets;
using Learning.Grading;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Data;

/// <summary>Has the application database running and migrated before anything else of the host starts.</summary>
internal sealed partial class DatabaseStarter(
    string? configured, ApplicationDatabase database, IDbContextFactory<LabContext> contexts, IEmbeddedDatabase? embedded, ILogger<DatabaseStarter> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            database.ConnectionString = await FindAsync(cancellationToken);
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            Ready(logger, configured is null ? "embedded" : "configured");
        }
        catch (Exception error) when (error is NpgsqlException or SocketException or TimeoutException or ArgumentException or InvalidOperationException or InfrastructureException or IOException)
        {
            throw new StartupException(Explain(error), error);
        }
    }

    private async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return configured;
        if (embedded is null)
            throw new StartupException("there is no application database. Set ConnectionStrings__Learning to a PostgreSQL 15 or newer.");
        return await embedded.StartAsync(cancellationToken);
    }

    /// <summary>One sentence, without the password that a connection string may hold.</summary>
    private string Explain(Exception error)
    {
        var reason = error.GetBaseException().Message;
        return configured is null
            ? $"the application's own PostgreSQL did not start. {reason}"
            : $"the application database of ConnectionStrings:Learning does not answer. {reason}";
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (embedded is not null)
            await embedded.DisposeAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Application database ready ({Kind}), migrations applied")]
    private static partial void Ready(ILogger logger, string kind);
}
