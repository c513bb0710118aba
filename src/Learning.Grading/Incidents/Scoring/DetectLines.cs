using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Incidents.Scoring;

/// <summary>What was found, less what had to be guessed twice and what hints said.</summary>
internal static class DetectLines
{
    /// <summary>For each answer after the first.</summary>
    private const int CostOfATry = 1;

    public static IReadOnlyList<ScoreLine> Of(Incident incident, IncidentRecord record, Drawn drawn)
    {
        var sheet = new ScoreSheet(ScoreDimension.Detect);
        foreach (var stage in incident.Stages)
        {
            var kept = record.Stages.FirstOrDefault(each => each.Kind == stage.Kind);
            foreach (var finding in stage.Findings.Where(finding => finding.Points > 0 && drawn.Has(finding.When)))
                Found(sheet, finding, kept, drawn);
        }
        foreach (var stage in incident.Stages)
            Hints(sheet, stage, record);
        return sheet.Lines;
    }

    private static void Found(ScoreSheet sheet, Finding finding, StageRecord? stage, Drawn drawn)
    {
        var (ask, because) = (drawn.Fill(finding.Ask), drawn.Fill(finding.Because));
        switch (stage?.Answers.FirstOrDefault(answer => answer.Id == finding.Id))
        {
            case { Right: true } answer:
                var points = Math.Max(finding.Points - CostOfATry * Math.Max(0, answer.Tries - 1), finding.Points / 2);
                sheet.Give(points, finding.Points, answer.Tries > 1 ? $"{ask} {Said(answer)}, at the {Ordinal(answer.Tries)} try." : $"{ask} {Said(answer)}.", because, at: stage.HandedInAt);
                break;
            case { } answer:
                sheet.Give(0, finding.Points, $"{ask} {Said(answer)}; the lab showed {Shown(answer.Accepted)}.", because, at: stage.HandedInAt);
                break;
            default:
                sheet.Give(0, finding.Points, $"{ask} Not answered.", because);
                break;
        }
    }

    private static void Hints(ScoreSheet sheet, IncidentStage stage, IncidentRecord record)
    {
        var opened = record.Stages.FirstOrDefault(each => each.Kind == stage.Kind)?.Hints ?? 0;
        if (opened == 0)
            return;
        var cost = stage.Hints.Take(opened).Sum(hint => hint.Cost);
        var actions = record.Actions.Where(action => action.Kind == ActionKind.Hint && action.Text.Contains(stage.Title, StringComparison.Ordinal)).ToList();
        sheet.Take(cost, $"{Say.Of(opened, "hint", "hints")} opened in {stage.Title}.", "A hint is cheaper than a wrong turn, and asking early is cheaper than asking late.",
            [.. actions.Select(action => action.Number)], actions.FirstOrDefault()?.At);
    }

    private static string Said(FindingAnswer answer) => answer.Answer.Trim().Length == 0 ? "Nothing" : answer.Answer.Trim().Replace("\n", ", ", StringComparison.Ordinal);

    private static string Shown(IReadOnlyList<string> accepted) => accepted.Count == 0 ? "nothing of the kind" : string.Join(", ", accepted.Take(4));

    private static string Ordinal(int number) => number switch { 2 => "second", 3 => "third", _ => $"{number}th" };
}
