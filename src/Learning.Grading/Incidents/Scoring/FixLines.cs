using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Incidents.Scoring;

/// <summary>What was well when the learner said that it is over, and what will stay so.</summary>
internal static class FixLines
{
    public static IReadOnlyList<ScoreLine> Of(Incident incident, IncidentRecord record, Drawn drawn)
    {
        var sheet = new ScoreSheet(ScoreDimension.Fix);
        var each = incident.Fix.HealthPoints / Math.Max(1, incident.Workload.Classes.Count);
        if (record.HandIn is not { } handIn)
        {
            sheet.Give(0, IncidentScore.FixOf, "Not handed in.", "An incident is over when somebody says so and the numbers agree.");
            return sheet.Lines;
        }
        foreach (var request in incident.Workload.Classes)
            Health(sheet, record, request, handIn.Health.FirstOrDefault(health => health.Class == request.Name), each, incident.Fix.HoldSeconds);
        var healthy = sheet.Points;
        foreach (var check in incident.Fix.Lasting.Where(check => drawn.Has(check.When)))
        {
            var holds = handIn.Lasting.Any(state => state.Id == check.Id && state.Holds);
            sheet.Give(holds ? check.Points : 0, check.Points, holds ? $"{drawn.Fill(check.Label)}." : $"{drawn.Fill(check.Label)}: not so at the end.", drawn.Fill(check.Because), at: handIn.At);
        }
        if (!handIn.DataIntact)
            sheet.Take(Math.Max(healthy, IncidentScore.FixOf / 2), $"Data of customers is not what it was: {handIn.DataChange ?? "the checksums differ"}.",
                "A fast answer to another question is no fix. Nothing that customers own is touched during an incident.", Changing(record), handIn.At);
        return sheet.Lines;
    }

    private static void Health(ScoreSheet sheet, IncidentRecord record, RequestClass request, ClassHealth? health, int points, int seconds)
    {
        const string because = "An incident is over for a kind of request when it is about as fast as before, over a while, and nothing fails.";
        if (health is null || health.P95 is not { } p95)
        {
            sheet.Give(0, points, $"{request.Label}: nothing was answered in the last {seconds} s.", "What answers nothing is not healed, whether it is stuck or switched off. Before an incident is called over, everything is on again.", at: record.HandIn?.At);
            return;
        }
        if (health.Wrong)
        {
            sheet.Give(0, points, $"{request.Label}: the application is answered something else than what is there.", "A fast answer to another question is no fix.", at: record.HandIn?.At);
            return;
        }
        var figures = $"P95 {Say.Ms(p95)}, limit {Say.Ms(health.Limit)}";
        if (!health.Well)
        {
            sheet.Give(0, points, p95 <= health.Limit ? $"{request.Label}: {figures}, but requests failed." : $"{request.Label}: {figures}.", because, at: record.HandIn?.At);
            return;
        }
        var since = WellSince(record, request.Name, health.Limit);
        var action = since is null ? null : record.Actions.LastOrDefault(action => action.ByLearner && action.Marked && action.At <= since);
        sheet.Give(points, points, $"{request.Label}: {figures}.", because, action is null ? [] : [action.Number], since);
    }

    /// <summary>When the class came below its limit for the last time; null: it was never above, or never measured.</summary>
    private static double? WellSince(IncidentRecord record, string name, double limit)
    {
        double? since = null;
        foreach (var sample in record.Samples.Where(sample => sample.At <= record.HandIn!.At).Reverse())
        {
            var p95 = sample.Classes.FirstOrDefault(sampled => sampled.Class == name)?.P95;
            if (p95 > limit || (p95 is null && sample.Pool.Queue > 0))
                return since;
            since = sample.At;
        }
        return null;
    }

    private static IReadOnlyList<int> Changing(IncidentRecord record) =>
        [.. record.Actions.Where(action => action.ByLearner && action.Statement?.Does is StatementDoes.ChangeData or StatementDoes.DropTable or StatementDoes.ChangeTable).Select(action => action.Number).Take(5)];
}
