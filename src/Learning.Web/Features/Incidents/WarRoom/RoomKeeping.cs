using System.Globalization;
using Learning.Grading;
using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>What is kept when the learner says so: what kind of evidence, and a line that says what it shows.</summary>
internal sealed record RoomKeeping(EvidenceSort Kind, string Title, int? Action = null)
{
    /// <summary><paramref name="what"/>: chart, statements, statistics, statement or locks: the part of the page that has the focus.</summary>
    public static RoomKeeping Of(string what, RoomView view, IncidentAction? shown) => what switch
    {
        "chart" when view.Now is { } now => new(EvidenceSort.Chart, Moment(now)),
        "statements" => new(EvidenceSort.Statements, Top(view.Record)),
        "statistics" => new(EvidenceSort.Statistics, "Statistics of tables, indexes and columns"),
        "statement" when shown?.Statement is { ElapsedMs: not null } statement => new(statement.Plan is null ? EvidenceSort.Query : EvidenceSort.Plan, Statement(statement), shown.Number),
        _ => new(EvidenceSort.Locks, Locks(view)),
    };

    private static string Moment(IncidentSample now) => string.Create(CultureInfo.InvariantCulture,
        $"P95 {(now.All.P95 is { } p95 ? RoomText.Ms(p95) : "unknown")}, pool {now.Pool.InUse}/{now.Pool.Size}, {now.Pool.Queue} waiting, {Say.Of(now.All.Errors, "error", "errors")}, I/O wait {now.Host.IoWait:0} %");

    private static string Top(IncidentRecord record) => TopRow.Of(record.Statements, record.FullAt, 1) is [var top]
        ? $"Top statement: {Say.Of(top.Calls, "call", "calls")}, {RoomText.Ms(top.MeanMs)} and {Say.Of(top.Buffers, "buffer", "buffers")} each" : "Top statements";

    private static string Statement(StatementRecord statement)
    {
        var what = SqlShort.Of(statement.Sql, 60);
        return statement.Error is { } error ? $"{what}: {error.Message}"
            : statement.Buffers is { } buffers ? $"{what}: {Say.Of(buffers, "buffer", "buffers")}, {RoomText.Ms(statement.ElapsedMs ?? 0)}"
            : statement.Columns.Count > 0 ? $"{what}: {Say.Rows(statement.RowCount)}" : $"{what}: {statement.Tag ?? "done"}";
    }

    private static string Locks(RoomView view)
    {
        List<ActivityRow> waiting = [.. view.Activity.Where(row => row.BlockedBy.Count > 0)];
        var first = waiting.Find(row => row.Role != view.Incident.Workload.Role) ?? waiting.FirstOrDefault();
        return first is null ? ActivityWords.Summary(view.Activity, view.Incident).TrimEnd('.')
            : $"Pid {first.Pid} waits for pid {string.Join(", ", first.BlockedBy.Distinct())}{(waiting.Count > 1 ? $", and {Say.Of(waiting.Count - 1, "other waits", "others wait")}" : "")}";
    }
}
