using Learning.Grading.Traces;

namespace Learning.Grading.Plans;

/// <summary>The difference of two plans in plain words.</summary>
internal static class PlanDiffWords
{
    private const int MostClauses = 4;

    /// <summary>The same work in another way: by another node, another index, a condition of another shape. Values within conditions do not count.</summary>
    public static bool DoneOtherwise(PlanNode before, PlanNode after) =>
        before.Type != after.Type || before.Index != after.Index || before.JoinType != after.JoinType || before.Strategy != after.Strategy
        || Shape(before.Filter) != Shape(after.Filter) || Shape(before.IndexCondition) != Shape(after.IndexCondition)
        || !before.SortKey.SequenceEqual(after.SortKey, StringComparer.Ordinal);

    public static IReadOnlyList<string> Notes(PlanNode before, PlanNode after)
    {
        List<string> notes = [];
        if (before.Type != after.Type)
            notes.Add($"{Capital(Way(before))} became {Way(after)}");
        else if (before.Index != after.Index)
            notes.Add($"{after.Index} instead of {before.Index}");
        if (before.Filter is not null && after.Filter is null && after.IndexCondition is not null && Shape(before.IndexCondition) != Shape(after.IndexCondition))
            notes.Add("Filter became an index condition");
        else if (after.Filter is not null && before.Filter is null && before.IndexCondition is not null && Shape(before.IndexCondition) != Shape(after.IndexCondition))
            notes.Add("Index condition became a filter");
        if (Differs(before.RowsRemovedByFilter, after.RowsRemovedByFilter))
            notes.Add($"Throws away {Say.Rows(after.RowsRemovedByFilter)}, {Say.Count(before.RowsRemovedByFilter)} before");
        if (Differs(before.ActualRows, after.ActualRows))
            notes.Add($"Gives {Say.Rows(after.ActualRows)}, {Say.Count(before.ActualRows)} before");
        if (Differs(before.EstimatedRows, after.EstimatedRows))
            notes.Add($"Expected {Say.Rows(after.EstimatedRows)}, {Say.Count(before.EstimatedRows)} before");
        if (Differs(before.Loops, after.Loops))
            notes.Add($"Runs {Say.Of(after.Loops, "time", "times")}, {Say.Count(before.Loops)} before");
        if (before.TempWritten > 0 != after.TempWritten > 0)
            notes.Add(after.TempWritten > 0 ? "Goes through temporary files now" : "Fits into memory now");
        return notes;
    }

    public static IReadOnlyList<string> JoinOrder(QueryPlan plan) =>
        [.. plan.Nodes().Where(node => node.Relation is not null && node.Type != "ModifyTable").Select(node => node.Alias ?? node.Relation!)];

    public static string Summary(QueryPlan before, QueryPlan after, IReadOnlyList<PlanDiffRow> rows, IReadOnlyList<string> orderBefore, IReadOnlyList<string> orderAfter)
    {
        var pages = before.Buffers == after.Buffers ? $"the same {Say.Of(after.Buffers, "page", "pages")}" : $"{Say.Of(after.Buffers, "page", "pages")} instead of {Say.Count(before.Buffers)}";
        if (rows.All(row => row.Change is NodeChange.Gone or NodeChange.New))
            return $"Another plan altogether, with no step in common: reads {pages}.";
        List<string> clauses = [.. Clauses(rows, orderBefore, orderAfter)];
        if (clauses.Count == 0)
            return rows.All(row => row.Change == NodeChange.Same) ? $"The same plan: reads {pages}." : $"Nearly the same plan: reads {pages}.";
        var more = clauses.Count > MostClauses ? $", and {Say.Of(clauses.Count - MostClauses, "more change", "more changes")}" : "";
        return $"Reads {pages}: {string.Join(", ", clauses.Take(MostClauses))}{more}.";
    }

    private static IEnumerable<string> Clauses(IReadOnlyList<PlanDiffRow> rows, IReadOnlyList<string> orderBefore, IReadOnlyList<string> orderAfter)
    {
        var pairs = rows.Where(row => row is { Before: not null, After: not null }).OrderByDescending(row => Math.Abs(row.BuffersSaved)).ToList();
        foreach (var row in pairs.Where(row => PlanAlignment.Kind(row.After!) == "scan" && (row.Before!.Type != row.After!.Type || row.Before.Index != row.After.Index)))
        {
            yield return row.Before!.Type == row.After!.Type
                ? $"{row.After.Relation} is read over {row.After.Index} instead of {row.Before.Index}"
                : $"the {Plain(row.Before)} on {row.Before.Relation} became {Way(row.After)}";
        }
        foreach (var row in pairs.Where(row => PlanAlignment.Kind(row.After!) == "join" && row.Before!.Type != row.After!.Type))
            yield return $"the {Plain(row.Before!)} became {Way(row.After!)}";
        foreach (var (gone, kind) in rows.Where(row => row.Change is NodeChange.Gone or NodeChange.New).Select(row => (row.Change == NodeChange.Gone, Node: (row.Before ?? row.After)!))
            .Where(row => PlanAlignment.Kind(row.Node) is "sort" or "scan" or "join").Select(row => (row.Item1, row.Node)).DistinctBy(row => (row.Item1, Label(row.Node))))
        {
            yield return PlanAlignment.Kind(kind) == "scan" ? $"{kind.Relation} is {(gone ? "no longer read" : "read now")}" : gone ? $"the {Plain(kind)} is gone" : $"{Way(kind)} was added";
        }
        if (!orderBefore.SequenceEqual(orderAfter, StringComparer.Ordinal) && orderBefore.Order(StringComparer.Ordinal).SequenceEqual(orderAfter.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            yield return $"the join order went from {string.Join(", ", orderBefore)} to {string.Join(", ", orderAfter)}";
    }

    /// <summary>Every run draws its own arguments: less than double is no news.</summary>
    private static bool Differs(double before, double after) => Math.Abs(before - after) >= 10 && Math.Max(before, after) >= 2 * Math.Min(before, after);

    private static string Label(PlanNode node) => PlanAlignment.Kind(node) == "scan" ? node.Relation! : node.Type;

    /// <summary>With article and index: an index scan on ix_a.</summary>
    private static string Way(PlanNode node)
    {
        var name = Plain(node);
        var indexes = node.Index is { } own ? [own] : node.Type == "Bitmap Heap Scan" ? node.Flatten().Select(each => each.Index).OfType<string>().Distinct(StringComparer.Ordinal).ToList() : [];
        return $"{(name[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a")} {name}{(indexes.Count == 0 ? "" : $" on {string.Join(" and ", indexes)}")}";
    }

    private static string Plain(PlanNode node) => node.Type switch
    {
        "Seq Scan" => "sequential scan",
        "Index Only Scan" => "index-only scan",
        "Bitmap Heap Scan" => "bitmap scan",
        _ => node.Type.ToLowerInvariant(),
    };

    private static string? Shape(string? condition) => condition is null ? null : SqlFingerprint.Of(condition);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
