using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Sandbox.Incidents;
using Learning.Web.Features.Incidents.Sessions;

namespace Learning.Web.Features.Incidents.Briefing;

public sealed record IncidentCard(Incident Incident, IReadOnlyList<IncidentRow> Sessions);

/// <summary><c>Open</c>: The one lab that the learner has now, of whichever incident.</summary>
public sealed record IncidentListView(IReadOnlyList<IncidentCard> Incidents, IReadOnlyList<ExerciseProblem> Problems, IncidentRow? Open);

/// <summary>What a briefing says before the lab. Texts are the ones of this seed.</summary>
public sealed record BriefingView
{
    public required Incident Incident { get; init; }
    public required Drawn Drawn { get; init; }
    public required long Seed { get; init; }
    public required IReadOnlyList<IncidentRow> Sessions { get; init; }
    public required IncidentRow? Open { get; init; }
    public required LabPlaces Places { get; init; }
    public required string Rule { get; init; }
    /// <summary>Lessons worth reading first.</summary>
    public IReadOnlyList<(string Href, string Title)> Reading { get; init; } = [];

    /// <summary>The newest session did not start.</summary>
    public IncidentRow? Failed => Sessions is [{ Status: Data.IncidentStatus.Failed } newest, ..] ? newest : null;
}

public enum FollowPhase { Waiting, Starting, Ready, Over }

/// <summary>How far a lab is on its way. <c>Text</c>: What is being done, or why it will not be. <c>Done</c>: 0–1. <c>Since</c>: When it was asked for.</summary>
public sealed record FollowView(FollowPhase Phase, string Text, double Done, DateTimeOffset Since);
