using Learning.Grading.Checks;

namespace Learning.Grading.Reports;

/// <summary>The word for how a figure answers to size: statements by their number, amounts (rows, bytes, pages) whatever their unit.</summary>
public static class GrowthShapes
{
    /// <summary>Within this factor from the smallest size to the largest, an amount has not grown.</summary>
    private const double Flat = 1.3;

    /// <summary>Sizes ascending. The exponent at the larger sizes decides: size × 10 means amount × 10 when it is linear.</summary>
    public static GrowthShape OfAmounts(IReadOnlyList<(int Size, double Amount)> points)
    {
        var least = Math.Max(points.Min(point => point.Amount), 1);
        if (points.Max(point => point.Amount) <= Flat * least)
            return GrowthShape.Constant;
        var (from, to) = (points[points.Count > 2 ? points.Count / 2 : 0], points[^1]);
        var exponent = Math.Log(Math.Max(to.Amount, 1) / Math.Max(from.Amount, 1)) / Math.Log((double)to.Size / Math.Max(from.Size, 1));
        return exponent > 1.2 ? GrowthShape.Worse : exponent >= 0.75 ? GrowthShape.Linear : GrowthShape.Steps;
    }

    public static string OfStatements(GrowthShape shape) => shape == GrowthShape.Steps ? "in batches" : Word(shape);

    public static string Word(GrowthShape shape) => shape switch
    {
        GrowthShape.Constant => "constant",
        GrowthShape.Steps => "slower than linear",
        GrowthShape.Linear => "linear",
        _ => "worse than linear",
    };
}
