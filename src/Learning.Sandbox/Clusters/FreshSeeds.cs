using System.Globalization;
using System.Security.Cryptography;
using Learning.Grading.Exercises;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// The hidden data sets with seeds of their own: same sizes, same skew, other rows. The visible set keeps its seed, because learners come
/// back to data that they know.
/// </summary>
internal static class FreshSeeds
{
    private const string Seed = "seed";
    /// <summary>Seeds are thousandths, as setseed takes them.</summary>
    private const int Most = 999;

    public static IReadOnlyList<DataSet> Of(IReadOnlyList<DataSet> sets)
    {
        var taken = sets.Where(set => !set.Hidden).Select(set => set.Parameters.GetValueOrDefault(Seed)).ToHashSet(StringComparer.Ordinal);
        return [.. sets.Select(set => set.Hidden && set.Parameters.ContainsKey(Seed) ? Reseeded(set, taken) : set)];
    }

    private static DataSet Reseeded(DataSet set, HashSet<string?> taken)
    {
        string fresh;
        do
            fresh = RandomNumberGenerator.GetInt32(1, Most + 1).ToString(CultureInfo.InvariantCulture);
        while (!taken.Add(fresh));
        return set with { Parameters = new Dictionary<string, string>(set.Parameters, StringComparer.Ordinal) { [Seed] = fresh } };
    }
}
