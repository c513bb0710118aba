namespace Learning.Grading.Plans;

/// <summary>On which nodes expected and met rows can be compared at all: some were stopped early, some were read again.</summary>
public static class Misestimates
{
    /// <summary>Nodes whose estimate may be held against the planner, with at least so many rows expected or met.</summary>
    public static IEnumerable<PlanNode> Judged(QueryPlan plan, double fromRows) => Judged(plan.Root, fromRows, fewerSaysNothing: false, moreSaysNothing: false);

    private static IEnumerable<PlanNode> Judged(PlanNode node, double fromRows, bool fewerSaysNothing, bool moreSaysNothing)
    {
        if (Matters(node, fromRows) && !(node.ActualRows > node.EstimatedRows ? moreSaysNothing : fewerSaysNothing))
            yield return node;
        var afresh = ReadsAllFirst(node);
        foreach (var child in node.Children)
        {
            foreach (var found in Judged(child, fromRows, StopsEarly(node, child) || (fewerSaysNothing && !afresh), ReadAgain(node, child) || (moreSaysNothing && !afresh)))
                yield return found;
        }
    }

    private static bool Matters(PlanNode node, double fromRows)
    {
        if (node.Loops == 0 || node.Type is "BitmapAnd" or "BitmapOr" or "ModifyTable")
            return false; // never run, or its rows are not counted by the executor
        var oneIsTheLeast = node.EstimatedRows <= node.Loops && node.ActualRows < node.EstimatedRows;
        return !oneIsTheLeast && Math.Max(node.EstimatedRows, node.ActualRows) >= fromRows;
    }

    /// <summary>Fewer rows than expected say nothing of a node whose parent stopped asking.</summary>
    private static bool StopsEarly(PlanNode parent, PlanNode child) => parent.Type is "Limit" or "Merge Join"
        || child.Role is "SubPlan" or "InitPlan" || (parent.Type == "Nested Loop" && child.Role == "Inner");

    /// <summary>A merge join goes back over its second side for equal values of the first, and each going counts.</summary>
    private static bool ReadAgain(PlanNode parent, PlanNode child) => parent.Type == "Merge Join" && child.Role == "Inner";

    private static bool ReadsAllFirst(PlanNode node) => node.Type is "Sort" or "Hash" or "Bitmap Heap Scan" || (node.Type == "Aggregate" && node.Strategy is "Plain" or "Hashed");
}
