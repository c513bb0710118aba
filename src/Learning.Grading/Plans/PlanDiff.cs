namespace Learning.Grading.Plans;

/// <summary>What became of a node from one plan to the next. Same work done in another way is Changed; in another place, Moved.</summary>
public enum NodeChange { Same, Changed, Moved, Gone, New }

/// <summary>
/// One row of two plans side by side. Each column read by itself is its plan, parents first; a node that moved past others stands in two rows, one for each column.
/// </summary>
public sealed record PlanDiffRow
{
    public PlanNode? Before { get; init; }
    public int BeforeDepth { get; init; }
    public PlanNode? After { get; init; }
    public int AfterDepth { get; init; }
    public required NodeChange Change { get; init; }
    /// <summary>Pages of 8 kB that the work of this row no longer touches; negative when it touches more. Said once for a node in two rows.</summary>
    public long BuffersSaved { get; init; }
    /// <summary>What differs, in plain words, the most telling first.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Two plans of the same statement, node by node, and what the difference comes to in one sentence.</summary>
public sealed record PlanDiff
{
    public required QueryPlan Before { get; init; }
    public required QueryPlan After { get; init; }
    public required IReadOnlyList<PlanDiffRow> Rows { get; init; }
    /// <summary>Relations in the order in which the plan joins them.</summary>
    public required IReadOnlyList<string> JoinOrderBefore { get; init; }
    public required IReadOnlyList<string> JoinOrderAfter { get; init; }
    public required string Summary { get; init; }

    public long BuffersSaved => Before.Buffers - After.Buffers;

    public static PlanDiff Of(QueryPlan before, QueryPlan after)
    {
        var alignment = new PlanAlignment(before, after);
        List<PlanDiffRow> rows = [.. SideBySide(alignment)];
        var (orderBefore, orderAfter) = (PlanDiffWords.JoinOrder(before), PlanDiffWords.JoinOrder(after));
        return new()
        {
            Before = before, After = after, Rows = rows, JoinOrderBefore = orderBefore, JoinOrderAfter = orderAfter,
            Summary = PlanDiffWords.Summary(before, after, rows, orderBefore, orderAfter),
        };
    }

    private static IEnumerable<PlanDiffRow> SideBySide(PlanAlignment alignment)
    {
        var level = Level(alignment);
        var next = 0;
        foreach (var before in alignment.Before)
        {
            var after = alignment.Partner(before);
            if (after is null)
            {
                yield return new() { Before = before.Node, BeforeDepth = before.Depth, Change = NodeChange.Gone, BuffersSaved = before.Node.OwnBuffers };
                continue;
            }
            if (!level.Contains(after.Index))
            {
                // Its other half stands in the other column's order; what was saved is said there.
                yield return new() { Before = before.Node, BeforeDepth = before.Depth, Change = NodeChange.Moved };
                continue;
            }
            for (; next < after.Index; next++)
                yield return Alone(alignment, alignment.After[next]);
            next = after.Index + 1;
            yield return Pair(alignment, before, after);
        }
        for (; next < alignment.After.Count; next++)
            yield return Alone(alignment, alignment.After[next]);
    }

    private static PlanDiffRow Pair(PlanAlignment alignment, PlanAlignment.Placed before, PlanAlignment.Placed after)
    {
        var moved = alignment.Moved(before, after);
        return new()
        {
            Before = before.Node, BeforeDepth = before.Depth, After = after.Node, AfterDepth = after.Depth,
            Change = moved ? NodeChange.Moved : PlanDiffWords.DoneOtherwise(before.Node, after.Node) ? NodeChange.Changed : NodeChange.Same,
            BuffersSaved = before.Node.OwnBuffers - after.Node.OwnBuffers,
            Notes = PlanDiffWords.Notes(before.Node, after.Node),
        };
    }

    private static PlanDiffRow Alone(PlanAlignment alignment, PlanAlignment.Placed after)
    {
        var before = alignment.Before.FirstOrDefault(placed => ReferenceEquals(alignment.Partner(placed), after));
        return before is null
            ? new() { After = after.Node, AfterDepth = after.Depth, Change = NodeChange.New, BuffersSaved = -after.Node.OwnBuffers }
            : new()
            {
                After = after.Node, AfterDepth = after.Depth, Change = NodeChange.Moved,
                BuffersSaved = before.Node.OwnBuffers - after.Node.OwnBuffers, Notes = PlanDiffWords.Notes(before.Node, after.Node),
            };
    }

    /// <summary>The longest run of pairs that stand in the same order in both plans: those share a row. Indexes of the second plan.</summary>
    private static HashSet<int> Level(PlanAlignment alignment)
    {
        int[] order = [.. alignment.Before.Select(alignment.Partner).OfType<PlanAlignment.Placed>().Select(placed => placed.Index)];
        var (length, previous) = (new int[order.Length], new int[order.Length]);
        var best = -1;
        for (var i = 0; i < order.Length; i++)
        {
            (length[i], previous[i]) = (1, -1);
            for (var j = 0; j < i; j++)
            {
                if (order[j] < order[i] && length[j] + 1 > length[i])
                    (length[i], previous[i]) = (length[j] + 1, j);
            }
            if (best < 0 || length[i] > length[best])
                best = i;
        }
        HashSet<int> level = [];
        for (; best >= 0; best = previous[best])
            level.Add(order[best]);
        return level;
    }
}
