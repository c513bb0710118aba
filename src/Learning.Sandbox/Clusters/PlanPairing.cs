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
        PairingStatement[] all = [.. statements];
        var executions = all.Where(statement => Begins(statement.Sql, "EXECUTE")).GroupBy(statement => statement.BackendPid).ToDictionary(group => group.Key, InTurn);
        var waiting = all.GroupBy(statement => (statement.BackendPid, statement.Sql)).ToDictionary(group => group.Key, InTurn);
        Dictionary<int, QueryPlan> paired = [];
        List<LoggedPlan> unpaired = [];
        foreach (var plan in plans.Where(plan => !plan.Nested))
        {
            // An EXECUTE is logged under the text of its PREPARE, which itself plans nothing.
            if (Begins(plan.Sql, "PREPARE") && executions.TryGetValue(plan.Pid, out var next) && next.TryDequeue(out var execution))
                paired[execution] = plan.Plan;
            // Plans of a Query message with several statements all carry the whole message; the statements come in its order.
            else if (SqlPieces.Of(plan.Sql).Prepend(plan.Sql).Select(text => Next(plan.Pid, text)).FirstOrDefault(match => match is not null) is { } number)
                paired[number] = plan.Plan;
            else
                unpaired.Add(plan);
        }
        return new(paired, unpaired);

        static Queue<int> InTurn(IEnumerable<PairingStatement> group) => new(group.OrderBy(statement => statement.Failed).ThenBy(statement => statement.Number).Select(statement => statement.Number));

        static bool Begins(string sql, string word) => sql.AsSpan().TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase);

        int? Next(int pid, string text) => waiting.TryGetValue((pid, text), out var numbers) && numbers.TryDequeue(out var found) ? found : null;
    }
}
