using Learning.Grading.Incidents.Scoring;
using Learning.Web.Data;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>A session as lists show it. The record is read apart.</summary>
public sealed record IncidentRow(
    Guid Id, string Slug, string Revision, long Seed, IncidentStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? Why, IncidentScore? Score)
{
    /// <summary>It holds a place, or waits for one.</summary>
    public bool Open => Status is IncidentStatus.Waiting or IncidentStatus.Starting or IncidentStatus.Running or IncidentStatus.Paused;

    public string Href => $"/incidents/{Slug}/labs/{Id}";

    public string Word => Status switch
    {
        IncidentStatus.Waiting => "in line",
        IncidentStatus.Starting => "starting",
        IncidentStatus.Running => "running",
        IncidentStatus.Paused => "paused",
        IncidentStatus.Failed => "our fault: it did not start",
        _ => Score is { } score ? $"{score.Total} of 100" : "ended",
    };
}
