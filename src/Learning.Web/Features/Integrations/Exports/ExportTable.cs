using System.Globalization;

namespace Learning.Web.Features.Integrations.Exports;

/// <summary>Results as a table: one row for each sitting, and columns for every task and rubric row that any of them has.</summary>
internal static class ExportTable
{
    public static IEnumerable<IReadOnlyList<string?>> Rows(IReadOnlyList<SittingResult> results)
    {
        var tasks = results.SelectMany(row => row.Tasks.Select(task => (task.Position, task.Slug))).Distinct().OrderBy(each => each.Position).ThenBy(each => each.Slug, StringComparer.Ordinal).ToList();
        var rubric = results.SelectMany(row => row.Rubric.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        yield return
        [
            "candidate", "revision", "status", "started on", "handed in at", "ended by", "time used %", "points", "out of",
            .. tasks.SelectMany(task => new[] { $"{task.Position} {task.Slug}: points", $"{task.Position} {task.Slug}: verdict" }), .. rubric.Select(key => $"rubric: {key}"),
            "decision", "decided by", "decided at", "reasons", "name", "e-mail address", "external id", "sitting",
        ];
        foreach (var row in results)
        {
            yield return
            [
                row.Code, Say(row.Revision), row.Status.ToString(), row.StartedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Say(row.HandedInAt), row.EndedBy?.ToString(), Say(row.TimeUsed), Say(row.Points), Say(row.OutOf),
                .. tasks.SelectMany(task => row.Tasks.FirstOrDefault(each => each.Position == task.Position && each.Slug == task.Slug) is { } found ? new[] { Say(found.Points), found.Verdict?.ToString() } : [null, null]),
                .. rubric.Select(key => row.Rubric.TryGetValue(key, out var score) ? Say(score) : null),
                row.Decision?.Outcome.ToString(), row.Decision?.DecidedBy, Say(row.Decision?.At), row.Decision?.Reasons, row.Name, row.Email, row.ExternalId, row.Id.ToString(),
            ];
        }
    }

    private static string? Say(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);

    private static string? Say(DateTimeOffset? at) => at?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
