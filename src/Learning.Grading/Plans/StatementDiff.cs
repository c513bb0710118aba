using Learning.Grading.Traces;

namespace Learning.Grading.Plans;

/// <summary>One statement text in two runs. One side is null when only the other run sent it.</summary>
public sealed record StatementPair(RepeatedStatement? Before, RepeatedStatement? After)
{
    /// <summary>The texts differ; they are taken for one because their plans read the same tables.</summary>
    public bool Reworded => Before is not null && After is not null && Before.Fingerprint != After.Fingerprint;
    public string Fingerprint => (After ?? Before)!.Fingerprint;
    /// <summary>The heaviest plan of each side.</summary>
    public Statement? PlannedBefore => Heaviest(Before);
    public Statement? PlannedAfter => Heaviest(After);
    public long BuffersBefore => Buffers(Before);
    public long BuffersAfter => Buffers(After);

    private static long Buffers(RepeatedStatement? side) => side?.Statements.Sum(statement => statement.Plan?.Buffers ?? 0) ?? 0;
    private static Statement? Heaviest(RepeatedStatement? side) => side?.Statements.Where(statement => statement.Plan is not null).MaxBy(statement => statement.Plan!.Buffers);
}

/// <summary>Pairs the statements of two runs by fingerprint; what is left over, by the relations that their plans read.</summary>
public static class StatementDiff
{
    /// <summary>In the order of the second run, then what only the first one sent.</summary>
    public static IReadOnlyList<StatementPair> Of(StatementTrace before, StatementTrace after)
    {
        List<RepeatedStatement> left = [.. before.ByFingerprint().OrderBy(group => group.First.Number)];
        List<RepeatedStatement> right = [.. after.ByFingerprint().OrderBy(group => group.First.Number)];
        var partners = new Dictionary<RepeatedStatement, RepeatedStatement>(ReferenceEqualityComparer.Instance);
        foreach (var group in right)
        {
            if (left.Find(other => other.Fingerprint == group.Fingerprint) is { } same && left.Remove(same))
                partners[group] = same;
        }
        foreach (var (group, other) in
            from one in right
            where !partners.ContainsKey(one)
            from two in left
            let likeness = Likeness(one, two)
            where likeness >= 0.5
            orderby likeness descending
            select (one, two))
        {
            if (!partners.ContainsKey(group) && left.Contains(other, ReferenceEqualityComparer.Instance))
            {
                partners[group] = other;
                left = [.. left.Where(each => !ReferenceEquals(each, other))];
            }
        }
        return [.. right.Select(group => new StatementPair(partners.GetValueOrDefault(group), group)), .. left.Select(group => new StatementPair(group, null))];
    }

    private static double Likeness(RepeatedStatement one, RepeatedStatement two)
    {
        var (a, b) = (Relations(one), Relations(two));
        return a.Count == 0 || b.Count == 0 ? 0 : (double)a.Intersect(b, StringComparer.Ordinal).Count() / a.Union(b, StringComparer.Ordinal).Count();
    }

    private static HashSet<string> Relations(RepeatedStatement group) =>
        group.Statements.FirstOrDefault(statement => statement.Plan is not null)?.Plan!.Nodes().Select(node => node.Relation).OfType<string>().ToHashSet(StringComparer.Ordinal) ?? [];
}
