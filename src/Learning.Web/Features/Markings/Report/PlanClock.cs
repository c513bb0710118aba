using Learning.Web.Data;
using Learning.Web.Features.Sittings;

namespace Learning.Web.Features.Markings.Report;

/// <summary>
/// A sitting's time as reports tell it: in minutes of the plan's time box, with our outages at their own length. A candidate's time factor
/// divides out, so that nothing in a report gives it away.
/// </summary>
internal sealed class PlanClock(Sitting sitting, int planMinutes)
{
    private readonly IReadOnlyList<Pause> _pauses = [.. sitting.Pauses.OrderBy(pause => pause.From).Select(pause => new Pause(pause.From, pause.To))];
    private readonly double _factor = sitting.AllowedSeconds is { } allowed and > 0 ? allowed / (planMinutes * 60.0) : 1;

    /// <summary>Minutes since the start.</summary>
    public double Minute(DateTimeOffset at)
    {
        if (sitting.StartedAt is not { } start || at <= start)
            return 0;
        var paused = SittingClock.Paused(start, _pauses, at);
        return (at - start - paused).TotalMinutes / _factor + paused.TotalMinutes;
    }

    /// <summary>What was used of the time box, our outages left out.</summary>
    public double? Used(DateTimeOffset now) => sitting.StartedAt is { } start
        ? ((sitting.TasksClosedAt ?? sitting.HandedInAt ?? now) is var end && end > start ? (end - start - SittingClock.Paused(start, _pauses, end)).TotalMinutes / _factor : 0)
        : null;

    /// <summary>A stretch of the candidate's own time.</summary>
    public double Minutes(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, Minute(to) - Minute(from) - (SittingClock.Paused(from, _pauses, to) is var paused ? paused.TotalMinutes : 0));
}
