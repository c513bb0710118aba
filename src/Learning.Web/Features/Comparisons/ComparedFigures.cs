using System.Globalization;
using Learning.Grading;
using Learning.Grading.Reports;

namespace Learning.Web.Features.Comparisons;

/// <summary>One figure of two reports. <see cref="Change"/> is only said of what is counted; times are information.</summary>
internal sealed record ComparedFigure(string Name, string Before, string After, string Change);

/// <summary>What two reports measured, line by line; a figure that only one of them has stands there alone.</summary>
internal static class ComparedFigures
{
    private const string None = "not measured";

    public static IReadOnlyList<ComparedFigure> Of(GradeReport before, GradeReport after) =>
    [
        Counted("Statements", before.Visible?.Trace.Count, after.Visible?.Trace.Count, Say.Count),
        Counted("Round trips", before.Visible?.Trace.RoundTrips, after.Visible?.Trace.RoundTrips, Say.Count),
        Counted("Rows sent", before.Visible?.Trace.Rows, after.Visible?.Trace.Rows, Say.Count),
        Counted("Bytes sent", before.Visible?.Trace.Bytes, after.Visible?.Trace.Bytes, Say.Bytes, "less"),
        Counted("Pages read", Pages(before), Pages(after), Say.Count),
        Timed("One run, n = 1", before.Visible?.ElapsedMs, after.Visible?.ElapsedMs, Say.Ms),
        .. Latency(before.Latency, after.Latency),
        .. Load(before.Load, after.Load),
        .. before.Ownership is null && after.Ownership is null ? (IEnumerable<ComparedFigure>)[] :
        [
            Counted("Size added", before.Ownership?.AddedBytes, after.Ownership?.AddedBytes, Say.Bytes, "less"),
            Counted("Pages per insert", before.Ownership?.InsertBuffersAfter, after.Ownership?.InsertBuffersAfter, value => value.ToString("0.0", CultureInfo.InvariantCulture)),
        ],
    ];

    /// <summary>How many times as much, in the words of the better direction.</summary>
    public static string Change(double before, double after, string fewer = "fewer") => (before, after) switch
    {
        _ when before == after => "same",
        _ when Math.Max(before, after) < 1.05 * Math.Min(before, after) => "≈ same",
        (0, _) => "more",
        (_, 0) => "none left",
        _ when after < before => $"{Say.Times(before / after)} {fewer}",
        _ => $"{Say.Times(after / before)} more",
    };

    private static IEnumerable<ComparedFigure> Latency(LatencyFigures? before, LatencyFigures? after)
    {
        if (before is null && after is null)
            yield break;
        yield return new("Time ratio to the reference", Interval(before?.Median, before?.Low, before?.High), Interval(after?.Median, after?.Low, after?.High), Overlap(before?.Low, before?.High, after?.Low, after?.High));
        yield return Timed("Latency, p50", before?.P50, after?.P50, Say.Ms);
        yield return Timed("Latency, p95", before?.P95, after?.P95, Say.Ms);
        yield return Timed("Latency, p99", before?.P99, after?.P99, Say.Ms);
    }

    private static IEnumerable<ComparedFigure> Load(LoadFigures? before, LoadFigures? after)
    {
        if (before is null && after is null)
            yield break;
        yield return new("Ratio under load", Interval(before?.Median, before?.Low, before?.High), Interval(after?.Median, after?.Low, after?.High), Overlap(before?.Low, before?.High, after?.Low, after?.High));
        yield return Timed("p95 under load", before?.Yours.P95, after?.Yours.P95, Say.Ms);
        yield return Timed("Calls a second", before?.Yours.PerSecond, after?.Yours.PerSecond, Say.Count);
    }

    private static ComparedFigure Counted(string name, double? before, double? after, Func<double, string> say, string fewer = "fewer") =>
        new(name, Said(before, say), Said(after, say), before is { } was && after is { } now ? Change(was, now, fewer) : "");

    /// <summary>Null when a report lists fewer statements than were sent: their pages would be missing.</summary>
    private static double? Pages(GradeReport report) => report.Visible is { } run && run.Trace.Count <= run.Trace.Statements.Count ? run.Trace.Buffers : null;

    private static ComparedFigure Timed(string name, double? before, double? after, Func<double, string> say) => new(name, Said(before, say), Said(after, say), "");

    /// <summary>A difference within the noise is none.</summary>
    private static string Overlap(double? low, double? high, double? otherLow, double? otherHigh) =>
        low is null || otherLow is null ? "" : otherHigh < low ? "faster" : otherLow > high ? "slower" : "≈, the intervals overlap";

    private static string Interval(double? median, double? low, double? high) => median is { } value ? string.Create(CultureInfo.InvariantCulture, $"{Say.Times(value)} [{low:0.00}, {high:0.00}]") : None;

    private static string Said(double? value, Func<double, string> say) => value is { } number ? say(number) : None;
}
