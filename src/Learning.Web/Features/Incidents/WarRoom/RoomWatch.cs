namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>A lab speaks several times a second; a page that draws wants to hear it once, and the last word always.</summary>
internal sealed class RoomWatch : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Action<EventHandler> leave;
    private readonly Func<Task> changed;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private DateTimeOffset told = DateTimeOffset.MinValue;
    private bool due, ended;

    public RoomWatch(Action<EventHandler> join, Action<EventHandler> leave, Func<Task> changed, TimeProvider time)
    {
        (this.leave, this.changed, this.time) = (leave, changed, time);
        timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        join(OnChanged);
    }

    private void OnChanged(object? sender, EventArgs arguments)
    {
        lock (gate)
        {
            if (due || ended)
                return;
            due = true;
            var wait = told + Pace - time.GetUtcNow();
            timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell()
    {
        lock (gate)
        {
            if (ended)
                return;
            (due, told) = (false, time.GetUtcNow());
        }
        _ = changed();
    }

    public void Dispose()
    {
        leave(OnChanged);
        lock (gate)
            ended = true;
        timer.Dispose();
    }
}
