using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Hosting;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>What a session left, for its owner. Null: it is not there, or not theirs.</summary>
internal sealed class ReportDesk(IncidentLibrary library, IncidentSessions sessions, PageHandover handover)
{
    public Task<IncidentReportView?> OpenAsync(string slug, Guid id, CancellationToken cancellationToken) =>
        handover.ReadAsync($"incident/{id}", () => ReadAsync(slug, id, cancellationToken), view => view is { Row.Open: false });

    /// <summary>Nothing was recorded: the row alone.</summary>
    public Task<IncidentRow?> RowAsync(Guid id, CancellationToken cancellationToken) => sessions.FindAsync(id, cancellationToken);

    private async Task<IncidentReportView?> ReadAsync(string slug, Guid id, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(id, cancellationToken) is not { } row || row.Slug != slug || library.Find(slug) is not { } incident)
            return null;
        return await sessions.RecordAsync(id, cancellationToken) is { } record ? new(row, incident, record, row.Open ? null : Score(row, incident, record), new(record)) : null;
    }

    /// <summary>The points that were given stay, whatever the folder has become.</summary>
    private static IncidentScore Score(IncidentRow row, Incident incident, IncidentRecord record) =>
        row.Revision != incident.Revision && row.Score is { } given ? given : IncidentScoring.Score(incident, record);
}
