using Learning.Web.Features.Incidents.Report;

namespace Learning.Web.Features.Incidents.Postmortem;

/// <summary>A postmortem as it is kept. <c>Version</c>: 0 while nothing has been saved; whoever saves names the one they began from.</summary>
public sealed record PostmortemText(IReadOnlyDictionary<string, string> Sections, int Version, DateTimeOffset? UpdatedAt, DateTimeOffset? HandedInAt)
{
    public static PostmortemText Empty { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), 0, null, null);

    public string Of(string section) => Sections.GetValueOrDefault(section, "");
}

/// <summary>The session beside what is written about it.</summary>
public sealed record PostmortemView(IncidentReportView Session, PostmortemText Text);

/// <summary><c>Kept</c>: What is in the database now. <c>Refusal</c>: Why the text was not taken; null: it was.</summary>
public sealed record SaveOutcome(PostmortemText Kept, string? Refusal);
