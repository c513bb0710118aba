namespace Learning.Web.Hosting;

/// <summary>Re-reads an open page at a steady pace until it is left, or until it could not be read for several times in a row.</summary>
internal static class PageClock
{
    public static async Task EverySecondsAsync(
        double seconds, TimeProvider time, ILogger logger, Func<Task> read, Func<Func<Task>, Task> invoke, Func<Exception, Task> dispatch, CancellationToken leaving)
    {
        var steady = new SteadyRefresh(logger);
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds), time);
            while (await timer.WaitForNextTickAsync(leaving))
                await invoke(() => steady.ReadAsync(read));
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // the page was left
        }
        catch (Exception error)
        {
            await dispatch(error);
        }
    }
}
