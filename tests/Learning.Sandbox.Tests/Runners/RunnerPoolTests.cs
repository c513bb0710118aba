using System.Collections.Concurrent;
using Learning.Grading;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

/// <summary>What a pool keeps of starts that failed, and of runners that nobody waits for any more.</summary>
public sealed class RunnerPoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rp-").FullName;
    private readonly TimingLane _timing = new();

    public void Dispose()
    {
        _timing.Dispose();
        Supervisor.Remove(_folder);
    }

    [Fact]
    public async Task Rent_AfterAFillThatFailed_StartsAnew()
    {
        var away = new TaskCompletionSource();
        var jail = new ShellJail(start => start <= 2 ? away.Task : Task.CompletedTask);
        await using var pool = Pool(jail, ready: 2);
        await FailedFillAsync(pool, jail, away);

        await using var runner = await pool.RentAsync(CancellationToken.None);

        Assert.False(runner.HasExited);
    }

    [Fact]
    public async Task Fill_AfterAFillThatFailed_FillsAgain()
    {
        var away = new TaskCompletionSource();
        var jail = new ShellJail(start => start <= 2 ? away.Task : Task.CompletedTask);
        await using var pool = Pool(jail, ready: 2);
        await FailedFillAsync(pool, jail, away);

        await UntilAsync(() =>
        {
            pool.Fill(); // as after each grading
            return pool.Ready == 2;
        });
    }

    [Fact]
    public async Task Rent_GivenUpInTheMomentThatARunnerIsReady_LeavesItToTheNext()
    {
        var go = new TaskCompletionSource();
        var jail = new ShellJail(_ => go.Task);
        await using var pool = Pool(jail, ready: 1);
        using var giveUp = new CancellationTokenSource();
        pool.Fill();
        await UntilAsync(() => jail.Starts == 1);
        var held = new HeldContext();
        var renting = held.Begin(() => pool.RentAsync(giveUp.Token));

        // The renter has been told, and has not looked yet: the runner becomes ready in between.
        await giveUp.CancelAsync();
        go.SetResult();
        await Task.Delay(TimeSpan.FromSeconds(1));
        held.GoOn();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => renting);
        await UntilAsync(() => pool.Ready == 1);
        await using var runner = await pool.RentAsync(CancellationToken.None);
        Assert.Equal(1, jail.Starts);
    }

    private RunnerPool Pool(ShellJail jail, int ready) => new(jail, new("/runner", "/dotnet"), new() { Ready = ready, StartingAtOnce = 2, WorkDirectory = _folder }, _timing);

    /// <summary>Both starts are over when it returns: what follows upon the fault runs where it is set.</summary>
    private static async Task FailedFillAsync(RunnerPool pool, ShellJail jail, TaskCompletionSource away)
    {
        pool.Fill();
        await UntilAsync(() => jail.Starts == 2);
        await Task.Run(() => away.SetException(new InfrastructureException("The engine is away.")));
    }

    private static async Task UntilAsync(Func<bool> so)
    {
        for (var turn = 0; turn < 500 && !so(); turn++)
            await Task.Delay(20);
        Assert.True(so());
    }

    /// <summary>Keeps what is to go on behind an await until it is let go.</summary>
    private sealed class HeldContext : SynchronizationContext
    {
        private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posts = new();

        public override void Post(SendOrPostCallback d, object? state) => _posts.Enqueue((d, state));

        public Task<T> Begin<T>(Func<Task<T>> begin)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                return begin();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public void GoOn()
        {
            while (_posts.TryDequeue(out var post))
                post.Callback(post.State);
        }
    }
}
