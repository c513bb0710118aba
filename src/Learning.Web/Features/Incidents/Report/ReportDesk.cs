using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Hosting;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>What a session left, for its owner. Null: it is not there, or not theirs. Candidates are shown of it what their assessment allows.</summary>
internal sealed class ReportDesk(IncidentLibrary library, IncidentSessions sessions, SatLabs sat, PageHandover handover)
{
    /// <summary>The whole report. A candidate has it where the assessment says so, once the lab counts as it is.</summary>
    public Task<IncidentReportView?> OpenAsync(string slug, Guid id, CancellationToken cancellationToken) =>
        handover.ReadAsync($"incident/{id}", () => ReadAsync(slug, id, cancellationToken), view => view is { Row.Open: false });

    /// <summary>Where nothing was recorded: the row alone. Of somebody who takes an assessment, what is no task of it is not there.</summary>
    public async Task<IncidentRow?> EmptyAsync(string slug, Guid id, CancellationToken cancellationToken) =>
        await sat.FindAsync(id, cancellationToken) is null && await sessions.FindAsync(id, cancellationToken) is { } row && row.Slug == slug ? row : null;

    /// <summary>What a candidate reads where the whole report is not theirs to see. Null for learners, and for a lab that is no task of the sitting.</summary>
    public async Task<SatOutcome?> OutcomeAsync(string slug, Guid id, CancellationToken cancellationToken)
    {
        if (await sat.FindAsync(id, cancellationToken) is not { IsTask: true } lab || await sessions.FindAsync(id, cancellationToken) is not { } row || row.Slug != slug)
            return null;
        var title = library.Find(slug)?.Title ?? slug;
        if (!lab.Counts)
        {
            return new(title, row.Open ? "This lab has not ended." : "Our fault: this lab ended with our server, or did not start.",
                row.Open ? "What is shown of it is shown once it has ended." : "Start another one on the task's page. The time that this one took is given back.", lab.Way);
        }
        if (lab.Feedback == CandidateFeedback.Nothing)
            return new(title, "Received.", "The lab was recorded as it ended, and counts as it was then. This assessment does not show how it came out.", lab.Way);
        if (await sessions.RecordAsync(id, cancellationToken) is not { } record || row.Score is not { } score)
            return new(title, "Nothing was recorded.", $"The lab ended before its first second was measured: {row.Why}", lab.Way);
        return new(title, OutcomeWords.Title(score), OutcomeWords.Sentence(record), lab.Way);
    }

    private async Task<IncidentReportView?> ReadAsync(string slug, Guid id, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(id, cancellationToken) is not { } row || row.Slug != slug || library.Find(slug) is not { } incident)
            return null;
        var lab = await sat.FindAsync(id, cancellationToken);
        if (lab is not null && (!lab.Counts || lab.Feedback != CandidateFeedback.Report))
            return null;
        if (await sessions.RecordAsync(id, cancellationToken) is not { } record)
            return null;
        var score = row.Open ? null : Score(row, incident, record);
        // An expert's path would tell the incident to everybody who gets it next.
        return lab is null ? new(row, incident, record, score, new(record)) : new(row, incident with { Expert = [] }, record, score, new(record)) { Way = lab.Way };
    }

    /// <summary>The points that were given stay, whatever the folder has become.</summary>
    private static IncidentScore Score(IncidentRow row, Incident incident, IncidentRecord record) =>
        row.Revision != incident.Revision && row.Score is { } given ? given : IncidentScoring.Score(incident, record);
}
