namespace Learning.Web.Features.Incidents.Postmortem;

/// <summary>The blameless template: a section with what it should answer.</summary>
internal sealed record PostmortemSection(string Key, string Title, string Ask)
{
    public static IReadOnlyList<PostmortemSection> Template { get; } =
    [
        new("summary", "Summary", "What happened, to whom, for how long, and what ended it: four sentences for somebody who reads nothing else."),
        new("impact", "Impact", "Which requests were slow or failed, how slow, for how long; what it cost. Figures with their marks."),
        new("timeline", "Timeline", "What happened and what was done, in order, by the lab's clock. Say what was known at each moment, not what is known now."),
        new("root-cause", "Root cause", "The chain from the change to the symptom. Why did the system allow it? Each link has its evidence."),
        new("resolution", "Resolution", "What made it well, what only helped for a moment, and how you know."),
        new("actions", "Corrective actions", "What keeps it from coming back, and what would show it sooner: each with an owner's role and a way to see that it is done."),
    ];
}
