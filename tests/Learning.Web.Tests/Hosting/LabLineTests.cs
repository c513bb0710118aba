using System.Collections.Concurrent;
using Learning.Sandbox;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Incidents;
using Learning.Sandbox.Jails;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Hosting;

/// <summary>One place for labs, and who stands in line for it. The clock is the test's.</summary>
public sealed class LabLineTests(LabHost host) : IClassFixture<LabHost>, IAsyncLifetime
{
    private readonly ShiftedTime time = new();
    private readonly SandboxOptions options = new() { WorkDirectory = Path.Combine(Path.GetTempPath(), "ll-" + Guid.NewGuid().ToString("N")[..8]), Labs = 1, LabMinutes = 60, LabDiskMb = 200 };
    private readonly List<Wish> wishes = [];
    private IncidentLabs labs = null!;

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(options.WorkDirectory);
        labs = new(host.Services.GetRequiredService<IJail>(), options, time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var wish in Enumerable.Reverse(wishes)) // or the place of one would be the next one's
            await wish.GiveUpAsync();
        await labs.DisposeAsync();
        Supervisor.Remove(options.WorkDirectory);
    }

    [Fact]
    public async Task Place_OfALabThatIsStarting_IsTaken()
    {
        Assert.Null(labs.Places.FreeInMinutes);

        var first = Wished(holds: true);
        await UntilAsync(() => !first.Said.IsEmpty);

        Assert.Equal(new LabPlaces(1, 1, 0, 60), labs.Places);
    }

    [Fact]
    public async Task Line_ThatGetsShorter_IsToldToThoseWhoWait()
    {
        var first = Wished(holds: true);
        await UntilAsync(() => !first.Said.IsEmpty);
        var second = Wished();
        await UntilAsync(() => labs.Places.Waiting == 1);
        var third = Wished();

        await UntilAsync(() => third.Said.LastOrDefault() == "Waiting for a place: 1 lab runs on this machine, 1 before you. The next place is free in 60 min at the latest.");
        Assert.Equal("Waiting for a place: 1 lab runs on this machine, you are next. The next place is free in 60 min at the latest.", second.Said.Last());
        await second.GiveUpAsync();
        await UntilAsync(() => third.Said.Last().Contains("you are next", StringComparison.Ordinal));

        Assert.Equal(new LabPlaces(1, 1, 1, 60), labs.Places);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Wait_TellsTheTimeThatIsLeft_WhileItPasses()
    {
        await using var running = await labs.StartAsync(Guid.NewGuid(), TinyIncident.Make(), 7, new Progress<LabProgress>(), CancellationToken.None);
        var wish = Wished();
        await UntilAsync(() => wish.Said.LastOrDefault()?.EndsWith("in 60 min at the latest.", StringComparison.Ordinal) == true);

        time.Shift(minutes: 40);
        await UntilAsync(() => wish.Said.Last().EndsWith("in 20 min at the latest.", StringComparison.Ordinal));
        time.Shift(minutes: 20);
        await UntilAsync(() => wish.Said.Last().EndsWith("within a minute.", StringComparison.Ordinal));
        await wish.GiveUpAsync();
    }

    private Wish Wished(bool holds = false)
    {
        var wish = new Wish(labs, holds);
        wishes.Add(wish);
        return wish;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var end = DateTime.UtcNow.AddSeconds(20); !condition(); await Task.Delay(50))
            Assert.True(DateTime.UtcNow < end, "It did not come within 20 s.");
    }

    /// <summary>Somebody who wants a lab. One that <c>holds</c> has its place and comes no further: not even its database is made.</summary>
    private sealed class Wish : IProgress<LabProgress>
    {
        private readonly CancellationTokenSource leave = new();
        private readonly TaskCompletionSource held = new();
        private readonly Task start;

        public Wish(IncidentLabs labs, bool holds)
        {
            if (!holds)
                held.SetResult();
            start = Task.Run(() => labs.StartAsync(Guid.NewGuid(), TinyIncident.Make(), 7, this, leave.Token));
        }

        public ConcurrentQueue<string> Said { get; } = new();

        public void Report(LabProgress value)
        {
            Said.Enqueue(value.Text);
            held.Task.GetAwaiter().GetResult();
        }

        public async Task GiveUpAsync()
        {
            await leave.CancelAsync();
            held.TrySetResult();
            await Task.WhenAny(start); // however it ends
        }
    }

    private sealed class ShiftedTime : TimeProvider
    {
        private TimeSpan shift;

        public void Shift(int minutes) => shift += TimeSpan.FromMinutes(minutes);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
