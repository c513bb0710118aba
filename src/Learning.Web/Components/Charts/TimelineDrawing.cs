using Learning.Grading;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Web.Components.Charts;

/// <summary>Geometry of the statement timeline: one row a statement, light for the network, full for the database. Pixels.</summary>
internal sealed class TimelineDrawing
{
    private const double Left = 62, Top = 16, MostRows = 300;

    public double Width { get; }
    public double Height { get; }
    public double Right => Width - 8;
    public double Foot { get; }
    public IReadOnlyList<double> Ticks { get; }
    public IReadOnlyList<Bar> Bars { get; }
    public IReadOnlyList<Label> Labels { get; }
    public double Total { get; }
    public double TotalX => X(Total);
    public double? ReferenceEnd { get; }
    /// <summary>The two totals would touch: yours goes a line down.</summary>
    public bool Stacked { get; }
    /// <summary>The reference takes nearly all of the axis: its figures stand within its box.</summary>
    public bool ReferenceInside { get; }
    public string ReferenceText { get; } = "";
    public string TotalText { get; }
    public bool TotalBefore { get; }

    public sealed record Bar(Statement Statement, double X, double Y, double Width, double Height, double ServerX, double ServerWidth, bool Repeats, bool Named);
    public sealed record Label(double X, double Y, string Text, bool Over, double? LeaderTo);

    public TimelineDrawing(Run run, ReferenceFigures? reference, double width)
    {
        Width = width;
        var narrow = width < 440;
        var statements = run.Trace.Statements;
        Total = Math.Max(run.ElapsedMs > 0 ? run.ElapsedMs : 0, statements.Count > 0 ? statements.Max(statement => statement.DoneMs) : 0);
        Ticks = ChartScale.Linear(Math.Max(Math.Max(Total, reference?.ElapsedMs ?? 0), 1));
        var pitch = statements.Count <= 6 ? 14 : Math.Min(7.1, MostRows / statements.Count);
        var thickness = Math.Max(1, pitch * 0.72);
        var repeated = run.Trace.ByFingerprint().FirstOrDefault(group => group.Count > 1);
        var repeats = repeated?.Statements.Select(statement => statement.Number).ToHashSet() ?? [];
        var every = statements.Count <= 6 ? 1 : statements.Count <= 30 ? 5 : (int)ChartScale.Linear(statements.Count)[1];
        Bars = [.. statements.Select((statement, index) => new Bar(
            statement, X(statement.SentMs), Top + index * pitch, Math.Max(0.6, X(statement.DoneMs) - X(statement.SentMs)), thickness,
            X(statement.ServerStartMs), Math.Max(0.6, X(statement.ServerEndMs) - X(statement.ServerStartMs)),
            repeats.Contains(statement.Number), index == statements.Count - 1 || (index % every == 0 && statements.Count - 1 - index >= every / 2)))];
        Foot = Top + Math.Max(1, statements.Count) * pitch + 2;
        Labels = [.. Name(repeated, narrow)];
        ReferenceEnd = reference is null ? null : X(reference.ElapsedMs);
        ReferenceText = reference is null ? "" : Say.Ms(reference.ElapsedMs) + (narrow ? "" : $", {Say.Of(reference.RoundTrips, "round trip", "round trips")}");
        TotalText = $"yours {Say.Ms(Total)}, {Say.Of(run.Trace.RoundTrips, narrow ? "trip" : "round trip", narrow ? "trips" : "round trips")}";
        var (totalWide, referenceWide) = (TotalText.Length * 6.4, ReferenceText.Length * 6.4);
        TotalBefore = TotalX - totalWide - 5 > Left;
        ReferenceInside = ReferenceEnd + 8 + referenceWide > Right;
        Stacked = ReferenceEnd is { } end && (!TotalBefore || end + 8 + referenceWide > TotalX - totalWide - 8);
        Height = Foot + (Stacked ? 59 : 45);
    }

    public double X(double milliseconds) => Left + (Right - Left) * Math.Min(milliseconds, Ticks[^1]) / Ticks[^1];

    private IEnumerable<Label> Name(RepeatedStatement? repeated, bool narrow)
    {
        if (Bars.Count == 0)
            yield break;
        var first = Bars[0];
        if (!first.Repeats)
        {
            if (Beside(first, $"{Say.Rows(first.Statement.Rows)}, one statement") is { } label)
                yield return label;
        }

        if (repeated is null)
            yield break;
        var ofIt = Bars.Where(bar => bar.Repeats).ToList();
        var text = narrow ? $"then the same, ×{repeated.Count}" : $"then the same statement, ×{repeated.Count}";
        var at = ofIt[ofIt.Count * 3 / 10];
        var (end, wide) = (at.X + at.Width, text.Length * 6.1);
        var start = Math.Min(end + (narrow ? 50 : 76), Right - wide - 2);
        if (start > end + 12)
            yield return new(start, Math.Max(at.Y + at.Height / 2, first.Y + 20) + 4, text, true, end + 6);
        else
            yield return new(Left + 6, ofIt[^1].Y - 4, text, true, null);
    }

    /// <summary>After its bar, else before it. Null when neither has room: the row below belongs to the next bar or the reference.</summary>
    private Label? Beside(Bar bar, string text)
    {
        var (wide, y) = (text.Length * 6.1, bar.Y + bar.Height / 2 + 4);
        var after = bar.X + bar.Width + 5;
        if (after + wide < Right)
            return new(after, y, text, false, null);
        var before = bar.X - wide - 6;
        return before >= Left + 2 ? new(before, y, text, false, null) : null;
    }
}
