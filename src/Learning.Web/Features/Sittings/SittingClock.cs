using Learning.Web.Data;

namespace Learning.Web.Features.Sittings;

/// <summary>A stretch of time that was ours; open while <c>To</c> is null.</summary>
internal sealed record Pause(DateTimeOffset From, DateTimeOffset? To);

/// <summary>
/// The one rule of a sitting's time, by the server's clock alone: what was allowed, less what went by since the start, and what went by while
/// we were out does not count. Pauses are assumed not to overlap.
/// </summary>
internal static class SittingClock
{
    /// <summary>How much is left at <paramref name="now"/>, never below zero; all of it before the start.</summary>
    public static TimeSpan Left(int allowedSeconds, DateTimeOffset? startedAt, IEnumerable<Pause> pauses, DateTimeOffset now)
    {
        var allowed = TimeSpan.FromSeconds(allowedSeconds);
        if (startedAt is not { } start)
            return allowed;
        var used = now - start - Paused(start, pauses, now);
        return used < TimeSpan.Zero ? allowed : used > allowed ? TimeSpan.Zero : allowed - used;
    }

    public static TimeSpan Left(Sitting sitting, DateTimeOffset now) =>
        Left(sitting.AllowedSeconds ?? 0, sitting.StartedAt, sitting.Pauses.Select(pause => new Pause(pause.From, pause.To)), now);

    /// <summary>The time of ours between the start and now.</summary>
    public static TimeSpan Paused(DateTimeOffset start, IEnumerable<Pause> pauses, DateTimeOffset now) =>
        pauses.Aggregate(TimeSpan.Zero, (sum, pause) =>
        {
            var from = pause.From < start ? start : pause.From;
            var to = pause.To is { } end && end < now ? end : now;
            return to > from ? sum + (to - from) : sum;
        });
}
