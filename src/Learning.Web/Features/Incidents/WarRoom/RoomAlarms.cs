using Learning.Grading;
using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>What is said aloud: only when the state of things has changed, and one sentence in ten seconds.</summary>
internal sealed class RoomAlarms
{
    public const double Quiet = 10;

    private State? last;
    private double saidAt = double.NegativeInfinity;

    private sealed record State(bool Full, bool Failing, bool Blocking, bool Sick);

    /// <summary>Of a soft clock, when so much of it is left, in seconds.</summary>
    private static readonly double[] Notices = [300, 60];

    private double? leftBefore;

    /// <summary>
    /// Null: nothing new, or too early to say it; what has changed by then is said the next time. <paramref name="left"/>: seconds of the stage's
    /// soft clock; null: it has none.
    /// </summary>
    public string? Next(IncidentRecord record, double? left = null)
    {
        var said = OfState(record);
        var passed = Notices.FirstOrDefault(notice => leftBefore > notice && left <= notice);
        leftBefore = left;
        return said ?? (passed > 0 ? $"{Say.Of(passed / 60, "minute", "minutes")} left on this stage's soft clock." : null);
    }

    private string? OfState(IncidentRecord record)
    {
        if (record.Samples is not [.., var now])
            return null;
        if (now.At < saidAt)
            (last, saidAt) = (null, double.NegativeInfinity); // begun anew
        var state = new State(now.Pool.Size > 0 && now.Pool.InUse >= now.Pool.Size && now.Pool.Queue > 0, now.All.Errors > 0, now.BlockedByLearner > 0, Sick(record, now));
        if (last is null || last == state)
        {
            last ??= state;
            return null;
        }
        if (now.At - saidAt < Quiet)
            return null;
        var said = Said(last, state, now);
        (last, saidAt) = (state, now.At);
        return said;
    }

    private static bool Sick(IncidentRecord record, IncidentSample now) =>
        now.Classes.Any(measured => measured.P95 is { } p95 && record.Healthy.TryGetValue(measured.Class, out var limit) && p95 > limit);

    private static string Said(State was, State now, IncidentSample sample) =>
        now.Blocking && !was.Blocking ? $"{Say.Of(sample.BlockedByLearner, "request waits", "requests wait")} for a session of yours."
        : now.Failing && !was.Failing ? "Requests fail now."
        : now.Full && !was.Full ? $"The pool is full, {Say.Of(sample.Pool.Queue, "request waits", "requests wait")} for a connection."
        : now.Sick && !was.Sick ? "A request class is over its healthy P95."
        : was.Sick && !now.Sick ? "Every request class is within its healthy P95."
        : was.Full && !now.Full ? "The pool has free connections again."
        : was.Blocking && !now.Blocking ? "No request waits for a session of yours any more."
        : "No errors any more.";
}
