using Learning.Grading.Incidents;

namespace Learning.Sandbox.Incidents.Load;

/// <summary>
/// What the application's owner loses, from measured requests: money of those that took too long or failed, and the month's error budget. A request counts from the
/// moment it is late, not from its end, which may never come; and since a user who waits asks for nothing else, again for each time that one would have
/// asked meanwhile. So where nobody is answered, the budget goes at the rate at which requests are offered, as it would with real users.
/// </summary>
internal sealed class Ledger(IncidentWorkload plan, LabClock clock)
{
    private const double MonthSeconds = 30 * 24 * 3600;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Asking> _asking = [];
    private Costs _past = new(0, 0, 0);

    /// <summary>Dollars, requests of those that earn some, and misses of the objective.</summary>
    private sealed record Costs(double Lost, int GivenUp, long Missed)
    {
        public static Costs operator +(Costs one, Costs other) => new(one.Lost + other.Lost, one.GivenUp + other.GivenUp, one.Missed + other.Missed);
    }

    private sealed record Asking(int Kind, double Since);

    /// <summary>Dollars, requests given up, and the share of the month's budget (1 is all), up to now.</summary>
    public (double Lost, int GivenUp, double Budget) SoFar()
    {
        var now = clock.Now;
        lock (_gate)
        {
            var all = _asking.Values.Aggregate(_past, (sum, asking) => sum + Of(asking, now));
            // The misses that a month of the offered load may have.
            var allowed = plan.Users / plan.ThinkSeconds * MonthSeconds * (1 - plan.Objective.Target);
            return (all.Lost, all.GivenUp, all.Missed / allowed);
        }
    }

    public void Asked(int user, int kind)
    {
        var now = clock.Now;
        lock (_gate)
            _asking[user] = new(kind, now);
    }

    public void Answered(int user)
    {
        var now = clock.Now;
        lock (_gate)
        {
            if (_asking.Remove(user, out var asking))
                _past += Of(asking, now);
        }
    }

    public void Failed(int user)
    {
        var now = clock.Now;
        lock (_gate)
        {
            if (_asking.Remove(user, out var asking))
                _past += Of(asking, now, failed: true);
        }
    }

    /// <summary>Failed by nobody's doing: it costs nothing.</summary>
    public void Excused(int user)
    {
        lock (_gate)
            _asking.Remove(user);
    }

    private Costs Of(Asking asking, double now, bool failed = false)
    {
        var (kind, waited) = (plan.Classes[asking.Kind], now - asking.Since);
        var lost = kind.Worth > 0 ? Times(waited, kind.PatienceMs, failed) : 0;
        return new(lost * kind.Worth, lost, Times(waited, plan.Objective.WithinMs, failed));
    }

    private int Times(double waited, double limitMs, bool failed)
    {
        var late = waited - limitMs / 1000;
        return late > 0 ? 1 + (int)(late / plan.ThinkSeconds) : failed ? 1 : 0;
    }
}
