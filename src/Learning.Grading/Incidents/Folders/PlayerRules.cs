using System.Globalization;
using Learning.Grading.Incidents.Scoring;

namespace Learning.Grading.Incidents.Folders;

/// <summary>Scripted players do what a learner can do, and expect what can be had.</summary>
internal static class PlayerRules
{
    public static IEnumerable<(string File, string Key, string Message)> Broken(Incident incident)
    {
        foreach (var twice in IncidentRules.Twice(incident.Players.Select(player => player.Name)))
            yield return ("players", "name", $"Two players are called {twice}.");
        var findings = incident.Stages.SelectMany(stage => stage.Findings).Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var player in incident.Players)
        {
            var file = $"players, {player.Name}";
            foreach (var (index, step) in player.Steps.Index())
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"steps[{index}]");
                var actions = new[] { step.Sql is not null, step.Lever is not null, step.Terminate is not null, step.Cancel is not null, step.Findings.Count > 0, step.UntilWell is not null }.Count(set => set);
                if (actions > 1 || (actions == 0 && step.Wait <= 0))
                    yield return (file, key, "A step does one thing: sql, lever, terminate, cancel, findings, until-well, or only a wait.");
                if (step.Lever is { } lever && !IncidentRules.HasLever(incident, lever.Split(' ')[0]))
                    yield return (file, $"{key}.lever", $"There is no lever {lever.Split(' ')[0]}.");
                foreach (var unknown in step.Findings.Keys.Where(id => !findings.Contains(id)))
                    yield return (file, $"{key}.findings", $"There is no finding {unknown}.");
            }
            var expect = player.Expect;
            if (expect.DetectFrom < 0 || expect.DetectTo > IncidentScore.DetectOf || expect.FixFrom < 0 || expect.FixTo > IncidentScore.FixOf || expect.TrapFrom < 0 || expect.TrapTo > IncidentScore.TrapOf)
                yield return (file, "expect", string.Create(CultureInfo.InvariantCulture, $"Detect goes up to {IncidentScore.DetectOf}, Fix up to {IncidentScore.FixOf}, Trap up to {IncidentScore.TrapOf}."));
        }
    }
}
