using Learning.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Learning.Web.Tests.Hosting;

public sealed class SteadyRefreshTests
{
    private readonly SteadyRefresh steady = new(NullLogger.Instance);

    /// <summary>As the store throws it when the database does not answer.</summary>
    private static Task AwayAsync() => throw new InvalidOperationException("An exception has been raised that is likely due to a transient failure.", new NpgsqlException("Failed to connect", new TimeoutException()));

    [Fact]
    public async Task Read_ThatFails_KeepsThePageUntilTheFifthTimeInARow()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var failed = 0; failed < 4; failed++)
                await steady.ReadAsync(AwayAsync);
            if (round == 0)
                await steady.ReadAsync(() => Task.CompletedTask);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => steady.ReadAsync(AwayAsync));
    }

    [Fact]
    public async Task Read_WithAFaultOfOurOwn_ThrowsAtOnce() => await Assert.ThrowsAsync<InvalidOperationException>(() => steady.ReadAsync(() => throw new InvalidOperationException("A bug.")));

    [Fact]
    public async Task Clock_WhoseReadFailsOnce_GoesOn()
    {
        using var leaving = new CancellationTokenSource();
        var reads = 0;
        Exception? dispatched = null;

        await PageClock.EverySecondsAsync(0.01, TimeProvider.System, NullLogger.Instance, () => ++reads == 1 ? throw new TimeoutException() : leaving.CancelAsync(), read => read(), error =>
        {
            dispatched = error;
            return Task.CompletedTask;
        }, leaving.Token);

        Assert.Equal((2, null), (reads, dispatched));
    }
}
