using System.Collections.Concurrent;
using System.Diagnostics;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Wire;

public sealed class DelayLineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Add_ManyDelays_NoneIsEarlyAndTheyComeInOrderOfDueTime()
    {
        using var line = new DelayLine();
        var released = new ConcurrentQueue<(long Due, long At)>();
        using var all = new CountdownEvent(200);
        var random = new Random(7);
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 20);
        for (var i = 0; i < 200; i++)
        {
            var due = start + random.Next((int)(Stopwatch.Frequency / 50));
            line.Add(due, _ =>
            {
                released.Enqueue((due, Stopwatch.GetTimestamp()));
                all.Signal();
            }, default);
        }
        Assert.True(await Task.Run(() => all.Wait(Deadline)));
        Assert.All(released, release => Assert.True(release.At >= release.Due));
        Assert.Equal(released.Select(release => release.Due).Order(), released.Select(release => release.Due));
    }

    [Fact]
    public async Task Add_SameDueTime_KeepsTheOrderOfAdding()
    {
        using var line = new DelayLine();
        var order = new ConcurrentQueue<long>();
        var last = new TaskCompletionSource();
        var due = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 100);
        for (var i = 0L; i < 50; i++)
            line.Add(due, chunk => order.Enqueue(chunk.Position), new Chunk(null, 0, i));
        line.Add(due, _ => last.SetResult(), default);
        await last.Task.WaitAsync(Deadline);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), order);
    }

    [Fact]
    public async Task Add_SoonerThanWhatIsAwaited_IsNotHeldUpByIt()
    {
        using var line = new DelayLine();
        line.Add(Stopwatch.GetTimestamp() + (Stopwatch.Frequency * 3_600), _ => { }, default);
        var soon = new TaskCompletionSource();
        line.Add(Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1_000), _ => soon.SetResult(), default);
        await soon.Task.WaitAsync(Deadline);
    }
}
