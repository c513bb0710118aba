using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Incidents.Postmortems;

/// <summary>A part of the blameless template. <c>Ask</c>: What belongs into it. <c>Cites</c>: What it claims needs evidence. <c>Needs</c>: Of each, one sort must be cited. <c>Items</c>: How many list items it has at least; 0: it is prose.</summary>
public sealed record PostmortemSection(string Id, string Title, string Ask, bool Cites, IReadOnlyList<EvidenceNeed> Needs, int Items = 0);

/// <summary><c>Why</c>: What the evidence is to show, to end "Missing: …".</summary>
public sealed record EvidenceNeed(string Why, IReadOnlyList<EvidenceSort> AnyOf);

/// <summary>The blameless template: what happened to the system, never who was to blame.</summary>
public static class PostmortemSections
{
    public const string Summary = "summary", Impact = "impact", Timeline = "timeline", RootCause = "root-cause", Resolution = "resolution", CorrectiveActions = "corrective-actions";

    public static IReadOnlyList<PostmortemSection> All { get; } =
    [
        new(Summary, "Summary", "Three sentences for somebody who was asleep: what customers saw, why, and what ended it.", Cites: true, []),
        new(Impact, "Impact", "Who was hit, for how long, and what it cost. Figures, each with where it comes from.", Cites: true,
            [new("how bad it was, as the charts have it", [EvidenceSort.Chart])]),
        new(Timeline, "Timeline", "What happened and what was done, in order of time. It can be filled from the log; then take out what nobody needs.", Cites: true, [], Items: 3),
        new(RootCause, "Root cause", "The chain from the change to what customers saw. Ask why until the answer is about the system. More than one cause is usual.", Cites: true,
            [
                new("what the database did", [EvidenceSort.Plan, EvidenceSort.Statements, EvidenceSort.Locks, EvidenceSort.Query]),
                new("why it did that: its statistics, or who waited for whom", [EvidenceSort.Statistics, EvidenceSort.Locks]),
            ]),
        new(Resolution, "Resolution", "What ended it, and how you know that it has ended. Say as well what was tried and did not help.", Cites: true,
            [
                new("what was done", [EvidenceSort.Query, EvidenceSort.Plan]),
                new("that it helped, as the charts have it", [EvidenceSort.Chart]),
            ]),
        new(CorrectiveActions, "Corrective actions", "A list. Each item changes the system, not people's attention, and has an owner and a date: \"(owner: data platform, by 15 May)\".", Cites: false, [], Items: 2),
    ];
}
