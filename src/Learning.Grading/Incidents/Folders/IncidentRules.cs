using System.Globalization;
using Learning.Grading.Incidents.Scoring;

namespace Learning.Grading.Incidents.Folders;

/// <summary>What YAML cannot say about an incident: relations between its parts.</summary>
internal static class IncidentRules
{
    private const string Manifest = "incident.yaml";

    public static IEnumerable<(string File, string Key, string Message)> Broken(Incident incident) =>
    [
        .. World(incident).Concat(WorkloadRules.Broken(incident)).Concat(Events(incident)).Concat(Levers(incident)).Concat(Stages(incident)).Concat(Fix(incident))
            .Concat(Conditions(incident)).Select(problem => (Manifest, problem.Key, problem.Message)),
        .. PlaceholderRules.Broken(incident),
        .. PlayerRules.Broken(incident),
    ];

    private static IEnumerable<(string Key, string Message)> World(Incident incident)
    {
        if (incident.World.Steps.Count == 0)
            yield return ("world.steps", "A world needs at least one step that fills it.");
        if (incident.World.Editions.Count == 0)
            yield return ("world.editions", "There is at least one edition, even if it has no parameters.");
        var keys = incident.World.Editions.Select(edition => string.Join(", ", edition.Keys.Order(StringComparer.Ordinal))).Distinct(StringComparer.Ordinal).ToList();
        if (keys.Count > 1)
            yield return ("world.editions", $"Every edition has the same parameters; there are {string.Join(" and ", keys)}.");
        foreach (var role in incident.World.Roles.Where(role => !IsPlain(role)))
            yield return ("world.roles", $"{role} must be a plain lower-case name.");
        foreach (var (name, choices) in incident.Names.Where(name => name.Value.Count == 0))
            yield return ($"names.{name}", $"There is nothing to draw {name} from ({choices.Count} choices).");
        if (incident.Names.ContainsKey(Drawn.EditionKey))
            yield return ("names.edition", "edition is the number of the edition that was drawn.");
    }

    private static IEnumerable<(string Key, string Message)> Events(Incident incident)
    {
        foreach (var (index, happens) in incident.Events.Index())
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"events[{index}]");
            if (happens.Kind is EventKind.Sql or EventKind.Hold or EventKind.Attempt)
            {
                if (happens.Role is null || !incident.World.Roles.Contains(happens.Role, StringComparer.Ordinal))
                    yield return ($"{key}.role", $"{happens.Role ?? "Nobody"} is none of the world's roles: {string.Join(", ", incident.World.Roles)}.");
                if (happens.Sql.Count == 0 || (happens.Kind == EventKind.Attempt && happens.Sql.Count > 1))
                    yield return ($"{key}.sql", happens.Kind == EventKind.Attempt ? "An attempt is one statement." : "There is nothing to run.");
            }
            foreach (var unknown in happens.Shares.Keys.Where(name => !HasClass(incident, name)))
                yield return ($"{key}.shares", $"There is no request class {unknown}.");
            if (happens.Kind == EventKind.Shares && (happens.Shares.Count == 0 || happens.Seconds <= 0))
                yield return ($"{key}.shares", "Shares move to something, in some seconds.");
            if (happens.Kind == EventKind.Leak && (happens.Class is null || !HasClass(incident, happens.Class) || happens.Seconds <= 0))
                yield return ($"{key}.class", $"A leak has one of the request classes and seconds between two of them; {happens.Class ?? "nothing"} is none.");
            if (happens.EndedBy is { } lever && !HasLever(incident, lever))
                yield return ($"{key}.ended-by", $"There is no lever {lever}.");
            if (happens.Kind == EventKind.Note && string.IsNullOrWhiteSpace(happens.Text))
                yield return ($"{key}.text", "A note says something.");
        }
    }

    private static IEnumerable<(string Key, string Message)> Levers(Incident incident)
    {
        foreach (var twice in Twice(incident.Levers.Select(lever => lever.Id)))
            yield return ("levers.id", $"Two levers are called {twice}.");
        foreach (var lever in incident.Levers)
        {
            if (lever.Kind == LeverKind.Setting && string.IsNullOrWhiteSpace(lever.Sql))
                yield return ($"levers.{lever.Id}.sql", "A setting is SQL.");
            if (lever.Kind == LeverKind.Refused && string.IsNullOrWhiteSpace(lever.Answer))
                yield return ($"levers.{lever.Id}.answer", "What is refused says why.");
            if (lever.Kind == LeverKind.Flag && !incident.Workload.Classes.Any(request => string.Equals(request.Flag, lever.Id, StringComparison.Ordinal)))
                yield return ($"levers.{lever.Id}", "No request class has this flag.");
        }
    }

    private static IEnumerable<(string Key, string Message)> Stages(Incident incident)
    {
        foreach (var twice in Twice(incident.Stages.Select(stage => stage.Kind.ToString())))
            yield return ("stages.kind", $"{twice} is there twice.");
        foreach (var missing in Enum.GetValues<StageKind>().Except(incident.Stages.Select(stage => stage.Kind)))
            yield return ("stages.kind", $"{missing} is missing.");
        var findings = incident.Stages.SelectMany(stage => stage.Findings).ToList();
        foreach (var twice in Twice(findings.Select(finding => finding.Id)))
            yield return ("findings.id", $"Two findings are called {twice}.");
        foreach (var finding in findings)
        {
            var key = $"findings.{finding.Id}";
            if (finding.Kind is FindingKind.Text or FindingKind.Number && string.IsNullOrWhiteSpace(finding.Truth))
                yield return ($"{key}.truth", "What is judged by the state of the database needs the SQL that asks for it.");
            if (finding.Kind is FindingKind.Choice or FindingKind.Several && (finding.Options.Count < 2 || finding.Right.Count == 0 || finding.Right.Except(finding.Options, StringComparer.Ordinal).Any()))
                yield return ($"{key}.right", "A choice has options, and what is right is among them.");
            if (finding.Kind == FindingKind.Choice && finding.Right.Count > 1)
                yield return ($"{key}.right", "A choice has one right option; several is another kind.");
            if (finding.Factor < 1)
                yield return ($"{key}.factor", "A factor is at least 1.");
            if (finding.Points < 0 || (finding.Kind == FindingKind.Note && finding.Points > 0))
                yield return ($"{key}.points", "Points are 0 or more, and a note has none: nobody judges it.");
            if (finding.Points > 0 && finding.Because.Length == 0)
                yield return ($"{key}.because", "What gives points says why it is so.");
        }
        foreach (var (drawn, points) in Sums(incident, findings.Select(finding => (finding.When, finding.Points))))
            if (points != IncidentScore.DetectOf)
                yield return ("findings.points", string.Create(CultureInfo.InvariantCulture, $"Findings add up to {points} points{drawn}; Detect has {IncidentScore.DetectOf}."));
    }

    private static IEnumerable<(string Key, string Message)> Fix(Incident incident)
    {
        foreach (var twice in Twice(incident.Fix.Lasting.Select(check => check.Id)))
            yield return ("fix.lasting.id", $"Two lasting checks are called {twice}.");
        if (incident.Workload.Classes.Count > 0 && incident.Fix.HealthPoints % incident.Workload.Classes.Count != 0)
            yield return ("fix.health-points", $"{incident.Fix.HealthPoints} points cannot be shared evenly by {incident.Workload.Classes.Count} request classes.");
        if (incident.Fix.HoldSeconds < 1 || incident.Fix.Factor < 1 || incident.Fix.FloorMs <= 0)
            yield return ("fix", "hold-seconds and factor are at least 1, floor-ms is more than 0.");
        if (incident.Fix.Checksums.Count == 0)
            yield return ("fix.checksums", "Without a checksum nobody notices that data was changed.");
        foreach (var (drawn, points) in Sums(incident, incident.Fix.Lasting.Select(check => (check.When, check.Points))))
            if (points + incident.Fix.HealthPoints != IncidentScore.FixOf)
                yield return ("fix.lasting.points", string.Create(CultureInfo.InvariantCulture, $"Health and lasting checks add up to {points + incident.Fix.HealthPoints} points{drawn}; Fix has {IncidentScore.FixOf}."));
    }

    private static IEnumerable<(string Key, string Message)> Conditions(Incident incident)
    {
        var conditions = incident.Events.Select(happens => (Key: "events.when", happens.When))
            .Concat(incident.Stages.SelectMany(stage => stage.Findings).Select(finding => (Key: $"findings.{finding.Id}.when", finding.When)))
            .Concat(incident.Fix.Lasting.Select(check => (Key: $"fix.lasting.{check.Id}.when", check.When)));
        foreach (var (key, when) in conditions)
        {
            if (when is not null && (!incident.Names.TryGetValue(Drawn.Condition(when).Name, out var choices) || !choices.Contains(Drawn.Condition(when).Value, StringComparer.Ordinal)))
                yield return (key, $"'{when}' is never drawn: it must be name=value of one of the names.");
        }
    }

    /// <summary>The sum for everything that can be drawn, with words for which.</summary>
    private static IEnumerable<(string Drawn, int Points)> Sums(Incident incident, IEnumerable<(string? When, int Points)> parts)
    {
        var all = parts.ToList();
        var names = all.Where(part => part.When is not null).Select(part => Drawn.Condition(part.When!).Name).Where(incident.Names.ContainsKey).Distinct(StringComparer.Ordinal).ToList();
        IEnumerable<IReadOnlyList<string>> draws = [[]];
        foreach (var name in names)
            draws = draws.SelectMany(draw => incident.Names[name].Select(choice => (IReadOnlyList<string>)[.. draw, $"{name}={choice}"]));
        return draws.Select(draw => (
            draw.Count == 0 ? "" : $" where {string.Join(" and ", draw)}",
            all.Where(part => part.When is null || draw.Contains(string.Join('=', Drawn.Condition(part.When).Name, Drawn.Condition(part.When).Value), StringComparer.Ordinal)).Sum(part => part.Points)));
    }

    internal static bool HasClass(Incident incident, string name) => incident.Workload.Classes.Any(request => string.Equals(request.Name, name, StringComparison.Ordinal));

    internal static bool HasLever(Incident incident, string id) => incident.Levers.Any(lever => string.Equals(lever.Id, id, StringComparison.Ordinal));

    internal static bool IsPlain(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    internal static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}
