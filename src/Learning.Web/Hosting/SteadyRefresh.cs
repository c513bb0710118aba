using Npgsql;

namespace Learning.Web.Hosting;

/// <summary>One open page's refreshes. A database that does not answer for a moment costs no page: it keeps its last view and reads again. The fifth failure in a row is thrown.</summary>
internal sealed partial class SteadyRefresh(ILogger logger)
{
    private const int Most = 5;

    private int failures;

    public async Task ReadAsync(Func<Task> read)
    {
        try
        {
            await read();
            failures = 0;
        }
        catch (Exception error) when (IsPassing(error) && failures + 1 < Most)
        {
            failures++;
            Kept(logger, error, failures);
        }
    }

    /// <summary>The store wraps what may pass in exceptions of its own.</summary>
    private static bool IsPassing(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is NpgsqlException or TimeoutException)
                return true;
        }
        return false;
    }

    [LoggerMessage(LogLevel.Warning, "An open page could not be read again, {Failures} in a row; it keeps what it shows")]
    private static partial void Kept(ILogger logger, Exception error, int failures);
}
