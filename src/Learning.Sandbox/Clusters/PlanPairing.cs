using Learning.Grading.Plans;

namespace Learning.Sandbox.Clusters;

/// <summary>What the proxy knows of a statement that a plan may belong to. One that failed, or was never run, has as a rule no plan.</summary>
internal sealed record PairingStatement(int Number, int BackendPid, string Sql, bool Failed = false);

internal sealed record PairedPlans(IReadOnlyDictionary<int, QueryPlan> PlansByStatement, IReadOnlyList<LoggedPlan> Unpaired);

/// <summary>
/// Puts the server's plans to the proxy's statements: same backend, same text, in order, those that completed before those that failed.
/// Plans from inside functions belong to no statement.
/// </summary>
internal static class PlanPairing
{
    public static PairedPlans Pair(IEnumerable<PairingStatement> statements, IEnumerable<LoggedPlan> plans)
    {
        var waiting = statements
            .GroupBy(statement => (statement.BackendPid, statement.Sql))
            .ToDictionary(group => group.Key, group => new Queue<int>(group.OrderBy(statement => statement.Failed).ThenBy(statement => statement.Number).Select(statement => statement.Number)));
        Dictionary<int, QueryPlan> paired = [];
        List<LoggedPlan> unpaired = [];
        foreach (var plan in plans.Where(plan => !plan.Nested))
        {
            if (waiting.TryGetValue((plan.Pid, plan.Sql), out var numbers) && numbers.TryDequeue(out var number))
                paired[number] = plan.Plan;
            else
                unpaired.Add(plan);
        }
        return new(paired, unpaired);
    }
}
