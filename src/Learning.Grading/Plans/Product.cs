using System.Text.RegularExpressions;

namespace Learning.Grading.Plans;

/// <summary>
/// A join that multiplies. It looks up by a key that its outer side repeats, and finds the same rows again for every repetition:
/// two collections that know nothing of each other meet through their parent. A chain (order, item, event) has other keys on each level and is none.
/// </summary>
/// <param name="Join">The node that makes most rows so.</param>
/// <param name="Different">Rows that went in: those of the outer side, and those it found, each counted once.</param>
public sealed partial record Product(PlanNode Join, double Different)
{
    /// <summary>Well above what rows that belong together come to, well below two collections of ten each.</summary>
    private const double Times = 3;

    public double Rows => Join.ActualRows;

    /// <summary>Null when no join of the plan multiplies.</summary>
    public static Product? In(QueryPlan plan) =>
        plan.Nodes().Where(IsJoin).SelectMany(Readings).Where(product => product.Rows > Times * product.Different).MaxBy(product => product.Rows);

    public static bool IsJoin(PlanNode node) => node is { Type: "Nested Loop" or "Hash Join" or "Merge Join", Children.Count: 2 };

    /// <summary>Rows of a join's side as it was read, not as a sort or a cache gave them out again.</summary>
    public static double RowsOf(PlanNode side) => side.Children.Count == 1 && side.Relation is null ? Math.Min(side.ActualRows, RowsOf(side.Children[0])) : side.ActualRows;

    /// <summary>The join read from either side, as far as the plan says by which key rows are found.</summary>
    private static IEnumerable<Product> Readings(PlanNode join)
    {
        var (outer, inner) = (join.Children[0], join.Children[1]);
        if (join.Type != "Nested Loop")
            return [.. Reading(join, outer, $"{join.JoinCondition}", false), .. Reading(join, inner, $"{join.JoinCondition}", false)];
        var conditions = string.Join(' ', inner.Flatten().Select(node => $"{node.IndexCondition} {node.Filter}").Append(join.Filter));
        return Reading(join, outer, conditions, join.Filter is null && inner.Flatten().Where(node => node.Children.Count == 0).All(node => node.Relation is not null));
    }

    private static IEnumerable<Product> Reading(PlanNode join, PlanNode side, string conditions, bool mayCross)
    {
        var named = Qualified().Matches(conditions).Select(match => match.Groups["alias"].Value.Trim('"')).ToHashSet(StringComparer.Ordinal);
        var sources = side.Flatten().Where(node => node.Alias is { } alias && named.Contains(alias)).ToList();
        if (sources.Count == 0 && !mayCross)
            yield break;
        // Without a key of this side in the condition everything meets everything: a CROSS JOIN.
        var keys = sources.Count == 0 ? 1 : sources.Max(node => node.ActualRows);
        var rows = RowsOf(side);
        yield return new(join, rows + join.ActualRows * Math.Min(1, Math.Max(keys, 1) / Math.Max(rows, 1)));
    }

    [GeneratedRegex("""(?<![\w."])(?<alias>[A-Za-z_]\w*|"[^"]+")\.""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Qualified();
}
