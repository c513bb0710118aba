using System.Text.Json;

namespace Learning.Grading.Plans;

/// <summary>Reads the JSON that auto_explain logs (and EXPLAIN FORMAT JSON prints). Rows there are per loop; here they are totals.</summary>
public static class PlanReader
{
    private const int DeepestPlan = 128;

    /// <summary>Throws <see cref="JsonException"/> on text that is no plan.</summary>
    public static QueryPlan Read(string json, double durationMs)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = 4 * DeepestPlan });
        var root = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().FirstOrDefault() : document.RootElement;
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Plan", out var plan)
            ? new() { Root = Node(plan, DeepestPlan), DurationMs = durationMs }
            : throw new JsonException("There is no Plan in it.");
    }

    private static PlanNode Node(JsonElement plan, int depth)
    {
        if (depth == 0)
            throw new JsonException("The plan is nested too deeply.");
        var loops = Number(plan, "Actual Loops") ?? 1;
        return new()
        {
            Type = Text(plan, "Node Type") ?? throw new JsonException("A node without a type."),
            Relation = Text(plan, "Relation Name"),
            Alias = Text(plan, "Alias"),
            Index = Text(plan, "Index Name"),
            Role = Text(plan, "Parent Relationship"),
            JoinType = Text(plan, "Join Type"),
            Strategy = Text(plan, "Strategy"),
            Ran = plan.TryGetProperty("Actual Loops", out _) || plan.TryGetProperty("Actual Rows", out _),
            EstimatedRows = (Number(plan, "Plan Rows") ?? 0) * Math.Max(loops, 1),
            ActualRows = Math.Round((Number(plan, "Actual Rows") ?? 0) * loops),
            Loops = loops,
            TotalCost = Number(plan, "Total Cost") ?? 0,
            SharedHit = Whole(plan, "Shared Hit Blocks"),
            SharedRead = Whole(plan, "Shared Read Blocks"),
            TempRead = Whole(plan, "Temp Read Blocks"),
            TempWritten = Whole(plan, "Temp Written Blocks"),
            RowsRemovedByFilter = Math.Round(((Number(plan, "Rows Removed by Filter") ?? 0) + (Number(plan, "Rows Removed by Join Filter") ?? 0)) * loops),
            RowsRemovedByRecheck = Math.Round((Number(plan, "Rows Removed by Index Recheck") ?? 0) * loops),
            HeapFetches = Number(plan, "Heap Fetches"),
            Filter = Text(plan, "Filter") ?? Text(plan, "Join Filter"),
            IndexCondition = Text(plan, "Index Cond") ?? Text(plan, "Recheck Cond"),
            JoinCondition = Text(plan, "Hash Cond") ?? Text(plan, "Merge Cond"),
            SortKey = plan.TryGetProperty("Sort Key", out var keys) ? [.. keys.EnumerateArray().Select(key => key.GetString() ?? "")] : [],
            SortMethod = Text(plan, "Sort Method"),
            SortSpaceKb = Number(plan, "Sort Space Used") is { } space ? (long)space : null,
            SortSpaceType = Text(plan, "Sort Space Type"),
            SubplansRemoved = (int)Whole(plan, "Subplans Removed"),
            Children = plan.TryGetProperty("Plans", out var children) ? [.. children.EnumerateArray().Select(child => Node(child, depth - 1))] : [],
        };
    }

    private static string? Text(JsonElement plan, string name) => plan.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double? Number(JsonElement plan, string name) => plan.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static long Whole(JsonElement plan, string name) => plan.TryGetProperty(name, out var value) ? value.GetInt64() : 0;
}
