using Learning.Grading.Plans;

namespace Learning.Sandbox.Clusters;

/// <summary>What the proxy knows of a statement that a plan may belong to.</summary>
internal sealed record PairingStatement(int Number, int BackendPid, string Sql);

internal sealed record PairedPlans(IReadOnlyDictionary<int, QueryPlan> PlansByStatement, IReadOnlyList<LoggedPlan> Unpaired);

/// <summary>Puts the server's plans to the proxy's statements: same backend, same text, in order. Plans from inside functions belong to no statement.</summary>
internal static class PlanPairing
{
    public static PairedPlans Pair(IEnumerable<PairingStatement> statements, IEnumerable<LoggedPlan> plans)
    {
        var waiting = statements
            .GroupBy(statement => (statement.BackendPid, statement.Sql))
            .ToDictionary(group => group.Key, group => new Queue<int>(group.OrderBy(statement => statement.Number).Select(statement => statement.Number)));
        Dictionary<int, QueryPlan> paired = [];
        List<LoggedPlan> unpaired = [];
        foreach (var plan in plans)
        {
            if (!plan.Nested && waiting.TryGetValue((plan.Pid, plan.Sql), out var numbers) && numbers.TryDequeue(out var number))
                paired[number] = plan.Plan;
            else if (!plan.Nested)
                unpaired.Add(plan);
        }
        return new(paired, unpaired);
    }
}
