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
    public static string? Mark(string where, Statement statement) => Visible(where) ? $"P{statement.Number}" : null;

    /// <summary>A condition or a sort key, which holds the run's values; of a hidden data set it is not quoted.</summary>
    public static string? Quoted(string where, string? expression) => Visible(where) && !string.IsNullOrEmpty(expression) ? $"`{expression}`" : null;

    /// <summary>All plan nodes of one run.</summary>
    public static IEnumerable<PlanNode> Nodes(Run run) => run.Trace.Statements.Where(statement => statement.Plan is not null).SelectMany(statement => statement.Plan!.Nodes());

    /// <summary>Where a node stands, in words: the Index Scan over `ix` on `posts`.</summary>
    public static string Name(PlanNode node) =>
        node.Type + (node.Index is { } index ? $" over `{index}`" : "") + (node.Relation is { } relation ? $" on `{relation}`" : "");

    private static bool Visible(string where) => !where.StartsWith("hidden", StringComparison.Ordinal);
}
