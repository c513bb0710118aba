namespace Learning.Benchmarks;

internal static class Percentile
{
    /// <summary>Nearest rank of sorted values, to a tenth; 0 of none.</summary>
    public static double Of(double[] sorted, double percent) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)], 1);
}
