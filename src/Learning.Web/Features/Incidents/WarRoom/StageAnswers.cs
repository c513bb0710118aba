using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>Answers of a stage as they are filled in. A set of options is one text, as the lab takes it.</summary>
internal static class StageAnswers
{
    public const string Between = "\n";

    /// <summary>The findings that this session asks.</summary>
    public static IReadOnlyList<Finding> Asked(IncidentStage stage, IReadOnlyDictionary<string, string> drawn) => [.. stage.Findings.Where(finding => new Drawn(drawn).Has(finding.When))];

    public static IReadOnlyList<string> Options(Finding finding, Incident incident) => finding.Kind == FindingKind.Classes ? [.. incident.Workload.Classes.Select(known => known.Name)] : finding.Options;

    public static bool Has(string answer, string option) => answer.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(option, StringComparer.Ordinal);

    /// <summary>With the option or without it, in the order of the options.</summary>
    public static string Toggle(string answer, string option, IReadOnlyList<string> options) =>
        string.Join(Between, options.Where(known => known == option ? !Has(answer, option) : Has(answer, known)));

    /// <summary>The stage that was entered last; the first when none was.</summary>
    public static StageKind Current(Incident incident, IncidentRecord record) => record.Stages.Count == 0 ? incident.Stages[0].Kind : record.Stages.MaxBy(stage => stage.EnteredAt)!.Kind;

    public static StageRecord? Of(IncidentRecord record, StageKind kind) => record.Stages.FirstOrDefault(stage => stage.Kind == kind);

    /// <summary>Handed in, or nothing to hand in and another one is further.</summary>
    public static bool Done(Incident incident, IncidentRecord record, IncidentStage stage) => stage.Kind switch
    {
        StageKind.Resolution => record.HandIn is not null,
        _ => Of(record, stage.Kind) is { } known && (known.HandedInAt is not null || (Asked(stage, record.Drawn).Count == 0 && record.Stages.Any(other => Place(incident, other.Kind) > Place(incident, stage.Kind)))),
    };

    /// <summary>SEV-1, once an answer says "SEV 1" or "SEV-1: nobody can pay"; null: none does.</summary>
    public static string? Severity(IncidentRecord record) => record.Stages.SelectMany(stage => stage.Answers).Select(answer => Severity(answer.Answer)).FirstOrDefault(said => said is not null);

    private static string? Severity(string answer) =>
        answer.StartsWith("SEV", StringComparison.Ordinal) && answer[3..].TrimStart(' ', '-') is [>= '0' and <= '9' and var level, ..] ? $"SEV-{level}" : null;

    private static int Place(Incident incident, StageKind kind) => incident.Stages.TakeWhile(stage => stage.Kind != kind).Count();
}
