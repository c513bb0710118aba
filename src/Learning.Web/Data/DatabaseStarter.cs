using System.Net.Sockets;
using Learning.Grading;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Data;

/// <summary>
/// Has the application database running and migrated before the host starts. Not a hosted service: the host would log our one sentence
/// as a stack trace of its own.
/// </summary>
internal sealed partial class DatabaseStarter(
    string? configured, ApplicationDatabase database, IDbContextFactory<LabContext> contexts, EmbeddedDatabase embedded, ILogger<DatabaseStarter> logger)
{
    public async Task StartAsync(CancellationToken cancellationToken)
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

    private Task<string> FindAsync(CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(configured) ? embedded.StartAsync(cancellationToken) : Task.FromResult(configured);

    /// <summary>One sentence, without the password that a connection string may hold.</summary>
    private string Explain(Exception error)
    {
        var reason = error.GetBaseException().Message;
        return configured is null
            ? $"the application's own PostgreSQL did not start. {reason}"
            : $"the application database of ConnectionStrings:Learning does not answer. {reason}";
    }

    [LoggerMessage(LogLevel.Information, "Application database ready ({Kind}), migrations applied")]
    private static partial void Ready(ILogger logger, string kind);
}
