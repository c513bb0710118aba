using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>A session as it stood at one second of its clock: nothing in it is newer.</summary>
public sealed record Moment
{
    public required double At { get; init; }
    public IncidentSample? Sample { get; init; }
    /// <summary>Who waited for whom at the last look before.</summary>
    public LockSample? Locks { get; init; }
    /// <summary>pg_stat_statements up to then; the last one is the newest.</summary>
    public IReadOnlyList<StatementsSample> Statements { get; init; } = [];
    /// <summary>What had been done by then, oldest first.</summary>
    public IReadOnlyList<IncidentAction> Done { get; init; } = [];
    /// <summary>The learner's newest statement.</summary>
    public IncidentAction? Statement { get; init; }

    public static Moment Of(IncidentRecord record, double at)
    {
        List<IncidentAction> done = [.. record.Actions.Where(action => action.At <= at + 0.5)];
        return new()
        {
            At = at,
            Sample = Last(record.Samples, sample => sample.At, at + 0.5),
            Locks = Last(record.Locks, locks => locks.At, at + 0.5),
            Statements = [.. record.Statements.TakeWhile(sample => sample.At <= at + 0.5)],
            Done = done,
            Statement = done.LastOrDefault(action => action is { ByLearner: true, Statement: not null }),
        };
    }

    /// <summary>The newest that is not newer; what was recorded is in order of time.</summary>
    private static T? Last<T>(IReadOnlyList<T> items, Func<T, double> when, double at) where T : class
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (when(items[middle]) <= at)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? null : items[low - 1];
    }
}
