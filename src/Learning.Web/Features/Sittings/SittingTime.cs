using Learning.Web.Data;

namespace Learning.Web.Features.Sittings;

/// <summary>How much time somebody is given: what was planned for everybody, times their own factor. Nothing else knows of the factor.</summary>
internal static class SittingTime
{
    /// <summary>To defend one answer, before the factor.</summary>
    public const int DefenceMinutes = 5;

    public static TimeSpan Allowed(int minutes, decimal factor) => TimeSpan.FromSeconds((double)Math.Ceiling(minutes * 60 * factor));

    /// <summary>The instant at which nothing is left, by what is known at <paramref name="now"/>; null before the start and while it stands still.</summary>
    public static DateTimeOffset? Deadline(int allowedSeconds, DateTimeOffset? startedAt, IEnumerable<Pause> pauses, DateTimeOffset now)
    {
        if (startedAt is not { } start)
            return null;
        var end = start.AddSeconds(allowedSeconds);
        foreach (var pause in pauses.OrderBy(each => each.From))
        {
            if (pause.From >= end || (pause.To ?? now) <= start)
                continue;
            if (pause.To is not { } to)
                return null;
            end += to - (pause.From < start ? start : pause.From);
        }
        return end;
    }

    public static DateTimeOffset? Deadline(Sitting sitting, DateTimeOffset now) => Deadline(sitting.AllowedSeconds ?? 0, sitting.StartedAt, Pauses(sitting), now);

    public static IEnumerable<Pause> Pauses(Sitting sitting) => sitting.Pauses.Select(pause => new Pause(pause.From, pause.To));
}
