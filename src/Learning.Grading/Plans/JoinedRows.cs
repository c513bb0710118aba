using System.Text.RegularExpressions;

namespace Learning.Grading.Plans;

/// <summary>
/// The different rows that a plan reads beside the rows that its joins make of them. A chain of joins (order, item, event) makes at most
/// about as many as it reads; collections that meet only through their parent make a product.
/// </summary>
public static partial class JoinedRows
{
    /// <summary>Well above what rows that meet by a key of their own come to, well below what two collections of ten and more come to.</summary>
    private const double Multiplied = 3;

    /// <summary>Rows found by scans, each counted once, however often a nested loop asked for the same again.</summary>
    public static double DistinctRowsRead(this QueryPlan plan)
    {
        var scans = plan.Nodes().Where(node => node.Children.Count == 0 ? node.Type != "Bitmap Index Scan" : node.Relation is not null).ToList();
        return scans.Sum(scan => Distinct(scan, scans, []));
    }

    /// <summary>Rows out of the join that puts out most; 0 without a join.</summary>
    public static double MostRowsJoined(this QueryPlan plan) => plan.Joins().Select(join => join.ActualRows).DefaultIfEmpty().Max();

    /// <summary>A cartesian product: the joins make several times more rows than there are different ones to join.</summary>
    public static bool IsProduct(this QueryPlan plan) => plan.MostRowsJoined() > Multiplied * Math.Max(plan.DistinctRowsRead(), 1);

    public static IEnumerable<PlanNode> Joins(this QueryPlan plan) => plan.Nodes().Where(node => node.Type is "Nested Loop" or "Hash Join" or "Merge Join");

    /// <summary>A scan that ran once per outer row looked things up by a column of another scan. Where that one has fewer rows than this
    /// one has runs, the same key was looked up several times and found the same rows.</summary>
    private static double Distinct(PlanNode scan, List<PlanNode> scans, HashSet<PlanNode> asking)
    {
        if (scan.Loops <= 1 || !asking.Add(scan))
            return scan.ActualRows;
        var keys = 1.0;
        foreach (Match match in Qualified().Matches($"{scan.IndexCondition} {scan.Filter}"))
        {
            var source = scans.Find(other => other != scan && string.Equals(other.Alias, match.Groups["alias"].Value.Trim('"'), StringComparison.Ordinal));
            if (source is not null)
                keys = Math.Max(keys, Distinct(source, scans, asking));
        }
        asking.Remove(scan);
        return scan.ActualRows * Math.Min(1, keys / scan.Loops);
    }

    [GeneratedRegex("""(?<![\w."])(?<alias>[A-Za-z_]\w*|"[^"]+")\.""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Qualified();
}
