using Learning.Grading.Incidents;

namespace Learning.Sandbox.Incidents.Load;

/// <summary>What the application's owner loses, from measured requests: money of requests that took too long or failed, and the month's error budget.</summary>
internal sealed class Ledger(IncidentWorkload plan)
{
    private const double MonthSeconds = 30 * 24 * 3600;
    private readonly Lock _gate = new();
    private double _lost;
    private int _givenUp;
    private long _slow;
    private long _errors;

    public double Lost { get { lock (_gate) return _lost; } }
    public int GivenUp { get { lock (_gate) return _givenUp; } }
    public long Errors { get { lock (_gate) return _errors; } }

    /// <summary>Share of the month's budget: the objective's misses that a month of the offered load allows.</summary>
    public double Budget
    {
        get
        {
            var allowed = plan.Users / plan.ThinkSeconds * MonthSeconds * (1 - plan.Objective.Target);
            lock (_gate)
                return _slow / allowed;
        }
    }

    public void Answered(int kind, double milliseconds)
    {
        lock (_gate)
        {
            if (milliseconds > plan.Objective.WithinMs)
                _slow++;
            if (plan.Classes[kind] is { Worth: > 0 } paid && milliseconds > paid.PatienceMs)
                Lose(paid);
        }
    }

    public void Failed(int kind)
    {
        lock (_gate)
        {
            _slow++;
            _errors++;
            if (plan.Classes[kind] is { Worth: > 0 } paid)
                Lose(paid);
        }
    }

    private void Lose(RequestClass kind)
    {
        _lost += kind.Worth;
        _givenUp++;
    }
}
