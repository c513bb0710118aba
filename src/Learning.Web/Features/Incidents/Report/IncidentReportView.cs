using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Features.Incidents.Sessions;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>What a session left. <c>Score</c>: Null while the lab is open: it would give the answers away.</summary>
public sealed record IncidentReportView(IncidentRow Row, Incident Incident, IncidentRecord Record, IncidentScore? Score, IncidentMarks Marks)
{
    public Drawn Drawn { get; } = new(Record.Drawn);
    /// <summary>Of a candidate: back into the assessment. They have no other way on from here.</summary>
    public string? Way { get; init; }
    public string Href => $"{Row.Href}/report";
    /// <summary>An expert's path on this session's axis: their minutes begin when the trouble is there to be seen.</summary>
    public IReadOnlyList<(double At, ExpertStep Step)> Expert { get; } =
        [.. Incident.Expert.Select(step => ((Record.FullAt ?? Record.BaselineEnd ?? 0) + step.Minute * 60, step with { Title = new Drawn(Record.Drawn).Fill(step.Title), Why = new Drawn(Record.Drawn).Fill(step.Why) }))];
    /// <summary>The folder has changed since: its texts are today's, the points are those of then.</summary>
    public bool Revised => Row.Revision != Incident.Revision;
}

/// <summary>All that a candidate is told of a lab where the assessment shows less than the report.</summary>
public sealed record SatOutcome(string Title, string Said, string Detail, string Way);
