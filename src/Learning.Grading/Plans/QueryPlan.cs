namespace Learning.Grading.Plans;

/// <summary>A plan as auto_explain logged it (analyze, buffers, timing off).</summary>
public sealed record QueryPlan
{
    public required PlanNode Root { get; init; }
    /// <summary>Executor time by the server's clock.</summary>
    public required double DurationMs { get; init; }

    /// <summary>Shared hit + read, plus temp read + written, in 8 kB pages. The same in every run on frozen data.</summary>
    public long Buffers => Root.SharedHit + Root.SharedRead + Root.TempRead + Root.TempWritten;

    /// <summary>All nodes, parents before children.</summary>
    public IEnumerable<PlanNode> Nodes() => Root.Flatten();

    /// <summary>The node that touched most pages by itself.</summary>
    public PlanNode Hottest() => Nodes().MaxBy(node => node.OwnBuffers) ?? Root;
}

/// <summary>One node. Rows are totals over all loops; the planner's estimate likewise.</summary>
public sealed record PlanNode
{
    public required string Type { get; init; }
    public string? Relation { get; init; }
    public string? Alias { get; init; }
    public string? Index { get; init; }
    /// <summary>How the parent uses it: Outer, Inner, Member, InitPlan, SubPlan; null at the root.</summary>
    public string? Role { get; init; }
    public string? JoinType { get; init; }
    public string? Strategy { get; init; }
    public double EstimatedRows { get; init; }
    /// <summary>False where the plan was only made, as EXPLAIN without ANALYZE does: what was met is then unknown.</summary>
    public bool Ran { get; init; } = true;
    public double ActualRows { get; init; }
    public double Loops { get; init; } = 1;
    public double TotalCost { get; init; }
    /// <summary>Pages, children included.</summary>
    public long SharedHit { get; init; }
    public long SharedRead { get; init; }
    public long TempRead { get; init; }
    public long TempWritten { get; init; }
    public double RowsRemovedByFilter { get; init; }
    public double RowsRemovedByRecheck { get; init; }
    public double? HeapFetches { get; init; }
    public string? Filter { get; init; }
    public string? IndexCondition { get; init; }
    public string? JoinCondition { get; init; }
    public IReadOnlyList<string> SortKey { get; init; } = [];
    public string? SortMethod { get; init; }
    public long? SortSpaceKb { get; init; }
    public string? SortSpaceType { get; init; }
    /// <summary>Children of an Append that were ruled out when the values were known, before any of them ran.</summary>
    public int SubplansRemoved { get; init; }
    public IReadOnlyList<PlanNode> Children { get; init; } = [];

    /// <summary>Rows that it looked at: what it gave, and what it threw away.</summary>
    public double LookedAt => ActualRows + RowsRemovedByFilter + RowsRemovedByRecheck;
    /// <summary>A join's side that is asked again for each row of the first; null on other nodes.</summary>
    public PlanNode? InnerSide => Children.FirstOrDefault(child => child.Role is "Inner") ?? (Type is "Nested Loop" && Children.Count > 1 ? Children[1] : null);
    /// <summary>Pages that this node touched itself, its children's taken off.</summary>
    public long OwnBuffers => Math.Max(0, Pages - Children.Sum(child => child.Pages));
    public long Pages => SharedHit + SharedRead + TempRead + TempWritten;
    /// <summary>How far off the estimate was, either way; 1 is exact.</summary>
    public double EstimateFactor
    {
        get
        {
            var (estimated, actual) = (Math.Max(EstimatedRows, 1), Math.Max(ActualRows, 1));
            return Math.Max(estimated / actual, actual / estimated);
        }
    }

    public IEnumerable<PlanNode> Flatten() => Children.SelectMany(child => child.Flatten()).Prepend(this);
}
