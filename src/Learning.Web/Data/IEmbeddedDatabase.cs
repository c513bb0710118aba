namespace Learning.Web.Data;

/// <summary>Our own PostgreSQL for the application, used when no connection string names another.</summary>
internal interface IEmbeddedDatabase : IAsyncDisposable
{
    /// <summary>Starts the server, creating it in the user's data folder the first time; returns a connection string.</summary>
    Task<string> StartAsync(CancellationToken cancellationToken);
}
