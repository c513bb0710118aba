using Learning.Grading.Plans;
using Learning.Sandbox.Wire;

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
            // Plans of a Query message with several statements all carry the whole message; the statements come in its order.
            if (SqlPieces.Of(plan.Sql).Prepend(plan.Sql).Select(text => Next(plan.Pid, text)).FirstOrDefault(found => found is not null) is { } number)
                paired[number] = plan.Plan;
            else
                unpaired.Add(plan);
        }
        return new(paired, unpaired);

        int? Next(int pid, string text) => waiting.TryGetValue((pid, text), out var numbers) && numbers.TryDequeue(out var next) ? next : null;
    }
}
