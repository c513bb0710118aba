using Learning.Grading;
using Learning.Grading.Checks;
using Learning.Grading.Reports;

namespace Learning.Web.Components.Charts;

/// <summary>Which of a growth point's figures a chart draws.</summary>
public enum GrowthFigure { Statements, Trips, Rows, Bytes, Buffers }

/// <summary>How a growth figure is read, said and named for its shape.</summary>
internal static class GrowthFigures
{
    public static (long Yours, long Reference) Of(this GrowthFigure figure, GrowthPoint point) => figure switch
    {
        GrowthFigure.Trips => (point.RoundTrips, point.ReferenceRoundTrips),
        GrowthFigure.Rows => (point.Rows, point.ReferenceRows),
        GrowthFigure.Bytes => (point.Bytes, point.ReferenceBytes),
        GrowthFigure.Buffers => (point.Buffers, point.ReferenceBuffers),
        _ => (point.Statements, point.ReferenceStatements),
    };

    public static string Title(this GrowthFigure figure) => figure switch { GrowthFigure.Trips => "Round trips", GrowthFigure.Rows => "Rows sent", GrowthFigure.Bytes => "Bytes sent", GrowthFigure.Buffers => "Pages read", _ => "Statements" };

    public static string Said(this GrowthFigure figure, long value) => figure == GrowthFigure.Bytes ? Say.Bytes(value) : Say.Count(value);

    /// <summary>Constant, linear and so on; what the reference does is added when that is something else.</summary>
    public static string Shape(this GrowthFigure figure, IReadOnlyList<GrowthPoint> growth)
    {
        var (yours, reference) = (Word(figure, growth, point => figure.Of(point).Yours), Word(figure, growth, point => figure.Of(point).Reference));
        return yours == reference ? $"{yours}, as the reference" : $"{yours}; the reference is {reference}";
    }

    private static string Word(GrowthFigure figure, IReadOnlyList<GrowthPoint> growth, Func<GrowthPoint, long> value) => figure is GrowthFigure.Statements or GrowthFigure.Trips
        ? GrowthShapes.OfStatements(StatementGrowth.Fit([.. growth.Select(point => (point.Size, (int)value(point)))]))
        : figure == GrowthFigure.Buffers ? GrowthShapes.Word(BuffersGrowth.Fit([.. growth.Select(point => (point.Size, value(point)))]))
        : GrowthShapes.Word(GrowthShapes.OfAmounts([.. growth.Select(point => (point.Size, (double)value(point)))]));
}
