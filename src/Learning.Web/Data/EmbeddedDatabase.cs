using Learning.Sandbox.Clusters;

namespace Learning.Web.Data;

/// <summary>Our own PostgreSQL for the application, in the user's data folder; used when no connection string names another.</summary>
internal sealed class EmbeddedDatabase(IConfiguration configuration) : IAsyncDisposable
{
    private ApplicationPostgres? _server;

    public Task<string> StartAsync(CancellationToken cancellationToken)
    {
        _server = new(configuration["LEARNING_POSTGRES_HOME"]);
        return _server.StartAsync(configuration["Data:Directory"] ?? ApplicationPostgres.DefaultDirectory, cancellationToken);
    }

    /// <summary>A host may be stopped more than once.</summary>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _server, null)?.DisposeAsync() ?? ValueTask.CompletedTask;
}
