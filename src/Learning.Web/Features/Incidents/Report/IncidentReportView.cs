using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Features.Incidents.Sessions;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>What a session left. <c>Score</c>: Null while the lab is open: it would give the answers away.</summary>
public sealed record IncidentReportView(IncidentRow Row, Incident Incident, IncidentRecord Record, IncidentScore? Score, IncidentMarks Marks)
{
    public Drawn Drawn { get; } = new(Record.Drawn);
    public string Href => $"{Row.Href}/report";
    /// <summary>The folder has changed since: its texts are today's, the points are those of then.</summary>
    public bool Revised => Row.Revision != Incident.Revision;
}
