using System.Globalization;
using Learning.Grading;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Grading.Reports;

namespace Learning.Web.Features.Markings.Report;

/// <summary>
/// The figures of a report that a reader looks for first, each beside the reference's, and beside the starter's or the candidate's first attempt
/// where those were measured. Nothing here is computed that the report does not hold.
/// </summary>
internal static class ShownFacts
{
    public static IReadOnlyList<ShownFact> Of(GradeReport report, GradeReport? first, GradeReport? starter)
    {
        List<ShownFact> facts = [];
        if (report.Growth.Count > 1)
        {
            facts.Add(new($"Statements at {Sizes(report)} {report.GrowthFactor}", Series(report.Growth, point => point.Statements),
                Note($"reference {Series(report.Growth, point => point.ReferenceStatements)}", Was("first attempt", first, each => each.Growth.Count > 1 ? Series(each.Growth, point => point.Statements) : null), Was("starter", starter, each => each.Growth.Count > 1 ? Series(each.Growth, point => point.Statements) : null)), "M1"));
        }
        else if (report.Visible is { } one)
            facts.Add(new("Statements", Say.Count(one.Trace.Count), Note(Reference(report, each => Say.Count(each.Statements)), Was("starter", starter, each => each.Visible is { } run ? Say.Count(run.Trace.Count) : null))));
        if (Check(report, "Buffers") is { Measurement: { } buffers } pages)
            facts.Add(new("Buffers", Say.Count(buffers.Value), Note(buffers.Reference is { } reference ? $"reference {Say.Count(reference)}" : null, Was("starter", starter, each => Check(each, "Buffers")?.Measurement is { } was ? Say.Count(was.Value) : Pages(each))), pages.Mark));
        else if (report.Visible is { Trace.Buffers: > 0 } read)
            facts.Add(new("Buffers, visible data", Say.Count(read.Trace.Buffers), Note(Reference(report, each => Say.Count(each.Buffers)), Was("starter", starter, Pages))));
        if (report.Stages.SelectMany(stage => stage.Checks).FirstOrDefault(check => check.Name.StartsWith("Rows removed", StringComparison.Ordinal)) is { } removed)
            facts.Add(new("Rows removed by filter", removed.Value, Note(removed.Limit is { } limit ? $"limit {limit}" : null, Was("starter", starter, each => Check(each, removed.Name)?.Value)), removed.Mark));
        if (report is { Visible: { } run, Reference: { } other } && report.Ownership is null)
        {
            facts.Add(new("Rows sent", Say.Times(run.Trace.Rows / Math.Max(1.0, other.Rows)), $"of the reference's {Say.Count(other.Rows)}"));
            facts.Add(new("Bytes sent", Say.Times(run.Trace.Bytes / Math.Max(1.0, other.Bytes)), $"of the reference's {Say.Bytes(other.Bytes)}"));
        }
        if (report.Ownership is { } cost)
            facts.Add(new("Index size", Say.Bytes(Math.Max(0, cost.AddedBytes)), Note(Check(report, "Size added")?.Limit is { } most ? $"limit {most}" : null), "M3"));
        if (report.Crowd is { } crowd)
            facts.Add(new("Promises about the data", crowd.Broken.Count == 0 ? "all hold" : $"{crowd.Broken.Count} broken", $"{Say.Count(crowd.Users)} users at once", "M4"));
        if (report.Latency is { Ratios.Count: > 0 } latency)
            facts.Add(new("Time ratio", Say.Times(latency.Median), string.Create(CultureInfo.InvariantCulture, $"[{latency.Low:0.00}, {latency.High:0.00}], limit {Say.Times(latency.Limit)}{(report.Reruns > 0 ? ", re-run once" : "")}"), "M5"));
        if (report.Load is { Ratios.Count: > 0 } load)
            facts.Add(new("Ratio under load", Say.Times(load.Median), string.Create(CultureInfo.InvariantCulture, $"[{load.Low:0.00}, {load.High:0.00}]{(load.Limit is { } loaded ? $", limit {Say.Times(loaded)}" : "")}"), "M6"));
        return facts;
    }

    public static IReadOnlyList<ShownFact> Of(IncidentScore score, IncidentRecord? record)
    {
        ShownFact Points(string name, ScoreDimension dimension, int points, int of) =>
            new(name, $"{points} of {of}", string.Join("; ", score.Lines.Where(line => line.Dimension == dimension).Take(3).Select(line => line.Text.TrimEnd('.'))) is { Length: > 0 } said ? said : dimension == ScoreDimension.Trap ? "no harm was done on the way" : "nothing counted here");
        List<ShownFact> facts = [Points("Detect", ScoreDimension.Detect, score.Detect, IncidentScore.DetectOf), Points("Fix", ScoreDimension.Fix, score.Fix, IncidentScore.FixOf), Points("Trap", ScoreDimension.Trap, score.Trap, IncidentScore.TrapOf)];
        if (record?.Samples is [.., { Cost: var cost }])
            facts.Add(new("Blocked by their own hand", string.Create(CultureInfo.InvariantCulture, $"{cost.BlockedSeconds:0.0} s"), $"{Say.Of(cost.GivenUp, "request", "requests")} given up or never made over all"));
        return facts;
    }

    private static CheckResult? Check(GradeReport report, string name) => report.Stages.SelectMany(stage => stage.Checks).FirstOrDefault(check => check.Name == name);
    private static string Sizes(GradeReport report) => Series(report.Growth, point => point.Size);
    private static string Series(IEnumerable<GrowthPoint> points, Func<GrowthPoint, double> figure) => string.Join(", ", points.Select(point => Say.Count(figure(point))));
    private static string? Pages(GradeReport report) => report.Visible is { } run && run.Trace.Count <= run.Trace.Statements.Count ? Say.Count(run.Trace.Buffers) : null;
    private static string? Reference(GradeReport report, Func<ReferenceFigures, string> figure) => report.Reference is { } reference ? $"reference {figure(reference)}" : null;
    private static string? Was(string who, GradeReport? report, Func<GradeReport, string?> figure) => report is not null && figure(report) is { } value ? $"{who} {value}" : null;
    private static string Note(params string?[] parts) => string.Join(", ", parts.OfType<string>());
}
