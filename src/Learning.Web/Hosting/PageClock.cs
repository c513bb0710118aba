namespace Learning.Web.Hosting;

/// <summary>Re-reads an open page at a steady pace until it is left.</summary>
internal static class PageClock
{
    public static async Task EverySecondsAsync(
        double seconds, TimeProvider time, Func<Task> read, Func<Func<Task>, Task> invoke, Func<Exception, Task> dispatch, CancellationToken leaving)
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds), time);
            while (await timer.WaitForNextTickAsync(leaving))
                await invoke(read);
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
