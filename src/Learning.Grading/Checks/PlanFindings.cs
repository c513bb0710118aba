using Learning.Grading.Plans;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Plan nodes of the learner's runs, each with the statement that it belongs to and where it ran.</summary>
internal static class PlanFindings
{
    public static IEnumerable<(string Where, Statement Statement, PlanNode Node)> Nodes(Evidence evidence) =>
        from item in Pairs.All(evidence)
        from statement in item.Pair.Yours.Trace.Statements
        where statement.Plan is not null
        from node in statement.Plan!.Nodes()
        select (item.Where, statement, node);

    /// <summary>P1 is the plan of S1; only the visible run's are shown.</summary>
    public static string? Mark(string where, Statement statement) =>
        where.StartsWith("hidden", StringComparison.Ordinal) ? null : $"P{statement.Number}";
}
