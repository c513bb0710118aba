using System.Globalization;

namespace Learning.Grading.Incidents.Folders;

/// <summary>Every {{name}} is one that a session draws; a template's steps may ask for the edition's only, because all sessions share it.</summary>
internal static class PlaceholderRules
{
    public static IEnumerable<(string File, string Key, string Message)> Broken(Incident incident)
    {
        var edition = incident.World.Editions.SelectMany(parameters => parameters.Keys).Append(Drawn.EditionKey).ToHashSet(StringComparer.Ordinal);
        var all = edition.Concat(incident.Names.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var step in incident.World.Steps)
            foreach (var name in Drawn.Wanted(step.Sql).Where(name => !edition.Contains(name)).Distinct(StringComparer.Ordinal))
                yield return ("incident.yaml", $"world.steps, {step.Title}", all.Contains(name)
                    ? $"{{{{{name}}}}} differs between sessions, and they share the world's template. Put it into personalise."
                    : $"Nothing draws {{{{{name}}}}}.");
        foreach (var (file, key, text) in Texts(incident))
            foreach (var name in Drawn.Wanted(text).Where(name => !all.Contains(name)).Distinct(StringComparer.Ordinal))
                yield return (file, key, $"Nothing draws {{{{{name}}}}}.");
    }

    private static IEnumerable<(string File, string Key, string Text)> Texts(Incident incident)
    {
        const string manifest = "incident.yaml";
        foreach (var (name, choices) in incident.Names)
            foreach (var choice in choices)
                yield return (manifest, $"names.{name}", choice);
        foreach (var sql in incident.World.Personalise)
            yield return (manifest, "world.personalise", sql);
        foreach (var request in incident.Workload.Classes)
            foreach (var text in request.Parameters.SelectMany(draw => draw.Weights.Keys).Append(request.Sql).Append(request.Label))
                yield return (manifest, $"workload.classes.{request.Name}", text);
        foreach (var happens in incident.Events)
            foreach (var text in happens.Sql.Append(happens.Text ?? "").Append(happens.Application ?? ""))
                yield return (manifest, string.Create(CultureInfo.InvariantCulture, $"events, at {happens.At}"), text);
        foreach (var lever in incident.Levers)
            yield return (manifest, $"levers.{lever.Id}", string.Join('\n', lever.Label, lever.Note, lever.Warning, lever.Answer, lever.Sql));
        foreach (var entry in incident.Deployment.Log)
            yield return (manifest, "deployment", entry.Text);
        foreach (var file in incident.Deployment.Files)
            yield return ("deployment", file.Path, file.Diff);
        foreach (var check in incident.Fix.Lasting)
            yield return (manifest, $"fix.lasting.{check.Id}", string.Join('\n', check.Label, check.Sql, check.Because));
        foreach (var sql in incident.Fix.Checksums)
            yield return (manifest, "fix.checksums", sql);
        foreach (var (index, stage) in incident.Stages.Index())
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"stages/{index}-*.md"), "(text)", string.Join('\n', stage.Hints.Select(hint => hint.Text).Append(stage.Brief).Append(stage.Think).Append(stage.Reveal)));
            foreach (var finding in stage.Findings)
                yield return (manifest, $"findings.{finding.Id}", string.Join('\n', finding.Options.Concat(finding.Right).Append(finding.Ask).Append(finding.Truth).Append(finding.Because)));
        }
        foreach (var step in incident.Expert)
            yield return ("expert.yaml", step.Title, $"{step.Title}\n{step.Why}");
        foreach (var player in incident.Players)
            foreach (var step in player.Steps)
                yield return ($"players, {player.Name}", "steps", string.Join('\n', step.Findings.Values.Append(step.Sql).Append(step.Terminate).Append(step.Cancel).Append(step.Lever)));
    }
}
