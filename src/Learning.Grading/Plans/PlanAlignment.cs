namespace Learning.Grading.Plans;

/// <summary>Which node of one plan is which of another: scans by relation and alias, everything else by what it does and the relations beneath it.</summary>
internal sealed class PlanAlignment
{
    /// <summary>A node with its place in its plan.</summary>
    internal sealed record Placed(PlanNode Node, int Index, int Depth, Placed? Parent, int Branch, IReadOnlySet<string> Relations);

    private readonly Dictionary<Placed, Placed> matches = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Placed> taken = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<Placed> Before { get; }
    public IReadOnlyList<Placed> After { get; }

    public PlanAlignment(QueryPlan before, QueryPlan after)
    {
        (Before, After) = (Place(before), Place(after));
        Scans((one, other) => one.Node.Relation == other.Node.Relation && one.Node.Alias == other.Node.Alias);
        Scans((one, other) => one.Node.Relation == other.Node.Relation);
        Others();
    }

    public Placed? Partner(Placed before) => matches.GetValueOrDefault(before);

    public bool IsNew(Placed after) => !taken.Contains(after);

    /// <summary>What a node is for, whichever way it is done.</summary>
    public static string Kind(PlanNode node) => node.Type switch
    {
        "ModifyTable" or "Bitmap Index Scan" => node.Type,
        "Nested Loop" or "Hash Join" or "Merge Join" => "join",
        "Sort" or "Incremental Sort" => "sort",
        "Aggregate" or "Group" => "aggregate",
        "Append" or "Merge Append" => "append",
        _ => node.Relation is null ? node.Type : "scan",
    };

    /// <summary>The same work in another place: under another node, or on the other side of its join.</summary>
    public bool Moved(Placed before, Placed after)
    {
        var (above, aboveAfter) = (Above(before, placed => matches.ContainsKey(placed)), Above(after, placed => taken.Contains(placed)));
        if (above is null || aboveAfter is null)
            return above?.Above is not null || aboveAfter?.Above is not null;
        if (!ReferenceEquals(matches[above.Value.Above], aboveAfter.Value.Above))
            return true;
        return Kind(above.Value.Above.Node) == "join" && above.Value.Branch != aboveAfter.Value.Branch;
    }

    private static (Placed Above, int Branch)? Above(Placed placed, Func<Placed, bool> matched)
    {
        var branch = placed.Branch;
        for (var at = placed.Parent; at is not null; (branch, at) = (at.Branch, at.Parent))
        {
            if (matched(at))
                return (at, branch);
        }
        return null;
    }

    private void Scans(Func<Placed, Placed, bool> same)
    {
        foreach (var before in Before.Where(placed => Kind(placed.Node) == "scan" && !matches.ContainsKey(placed)))
        {
            if (After.FirstOrDefault(after => Kind(after.Node) == "scan" && !taken.Contains(after) && same(before, after)) is { } found)
                Match(before, found);
        }
    }

    private void Others()
    {
        var candidates =
            from before in Before
            from after in After
            where !matches.ContainsKey(before) && !taken.Contains(after) && Kind(before.Node) != "scan" && Kind(before.Node) == Kind(after.Node)
            let likeness = Likeness(before, after)
            where likeness > 0
            orderby likeness descending, Math.Abs(before.Depth - after.Depth), before.Index, after.Index
            select (before, after);
        foreach (var (before, after) in candidates.ToList())
        {
            if (!matches.ContainsKey(before) && !taken.Contains(after))
                Match(before, after);
        }
    }

    /// <summary>Shared relations of all beneath the two, 1 when they are the same ones; nodes over no relation at all are alike.</summary>
    private static double Likeness(Placed before, Placed after)
    {
        var shared = before.Relations.Intersect(after.Relations, StringComparer.Ordinal).Count();
        var all = before.Relations.Count + after.Relations.Count - shared;
        return all == 0 ? 1 : (double)shared / all;
    }

    private void Match(Placed before, Placed after)
    {
        matches.Add(before, after);
        taken.Add(after);
    }

    private static List<Placed> Place(QueryPlan plan)
    {
        List<Placed> placed = [];
        Add(plan.Root, null, 0, 0);
        return placed;

        void Add(PlanNode node, Placed? parent, int depth, int branch)
        {
            var relations = node.Flatten().Select(each => each.Relation).OfType<string>().ToHashSet(StringComparer.Ordinal);
            var here = new Placed(node, placed.Count, depth, parent, branch, relations.Count == 0 && node.Type.StartsWith("Bitmap", StringComparison.Ordinal) && parent is not null ? parent.Relations : relations);
            placed.Add(here);
            for (var i = 0; i < node.Children.Count; i++)
                Add(node.Children[i], here, depth + 1, i);
        }
    }
}
