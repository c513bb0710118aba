using System.Globalization;
using Learning.Grading;

namespace Learning.Web.Features.Assessments;

/// <summary>What is different between two plans, a sentence for each thing.</summary>
internal static class PlanChanges
{
    public static IReadOnlyList<string> Between(string oldName, AssessmentPlan old, string newName, AssessmentPlan now, Func<PlannedTask, string> title) =>
    [
        .. Said("Name", oldName, newName), .. OfTasks(old.Tasks, now.Tasks, title),
        .. Said("Time box", $"{old.Minutes} min", $"{now.Minutes} min"), .. Said("Opens", When(old.OpensAt), When(now.OpensAt)), .. Said("Closes", When(old.ClosesAt), When(now.ClosesAt)),
        .. Said("Attempts", old.Attempts?.ToString(CultureInfo.InvariantCulture) ?? "as many as fit", now.Attempts?.ToString(CultureInfo.InvariantCulture) ?? "as many as fit"),
        .. Said("Feedback", PlanWords.Of(old.Feedback), PlanWords.Of(now.Feedback)), .. Said("AI tools", PlanWords.Of(old.Ai), PlanWords.Of(now.Ai)),
        .. Said("Questions about the own evidence", old.Defend ? "asked" : "not asked", now.Defend ? "asked" : "not asked"), .. OfRubric(old.Rubric, now.Rubric),
        .. Said("Data kept", $"{old.RetentionDays} days", $"{now.RetentionDays} days"), .. Said("Invitations good for", $"{old.InvitationDays} days", $"{now.InvitationDays} days"),
        .. old.Welcome == now.Welcome ? Array.Empty<string>() : ["The welcome was rewritten."], .. Said("Contact", old.Contact, now.Contact),
    ];

    private static string[] Said(string what, string before, string after) => before == after ? [] : [$"{what}: {(before.Length == 0 ? "nothing" : before)} → {(after.Length == 0 ? "nothing" : after)}."];

    private static IEnumerable<string> OfTasks(IReadOnlyList<PlannedTask> old, IReadOnlyList<PlannedTask> now, Func<PlannedTask, string> title)
    {
        foreach (var task in old.Where(task => !now.Any(each => Same(each, task))))
            yield return $"{title(task)} was taken out.";
        foreach (var task in now)
        {
            if (old.FirstOrDefault(each => Same(each, task)) is not { } before)
            {
                yield return $"{title(task)} came in: {Say.Of(task.Weight, "point", "points")}, {task.Minutes} min.";
                continue;
            }
            foreach (var change in Said($"{title(task)}, weight", Say.Of(before.Weight, "point", "points"), Say.Of(task.Weight, "point", "points")).Concat(Said($"{title(task)}, minutes", $"{before.Minutes} min", $"{task.Minutes} min")))
                yield return change;
            if (before.Revision is not null && task.Revision is not null && before.Revision != task.Revision)
                yield return $"{title(task)} has another content: {before.Revision} → {task.Revision}.";
            if (before.Variants != task.Variants && task.Revision is not null && before.Revision is not null)
                yield return $"{title(task)} is drawn from {(task.Variants is { } count ? Say.Of(count, "variant", "variants") : "one content for all")}.";
        }
        if (!old.Where(task => now.Any(each => Same(each, task))).Select(task => task.Slug).SequenceEqual(now.Where(task => old.Any(each => Same(each, task))).Select(task => task.Slug), StringComparer.Ordinal))
            yield return "The order of the tasks is another.";
    }

    private static IEnumerable<string> OfRubric(IReadOnlyList<RubricRow> old, IReadOnlyList<RubricRow> now)
    {
        foreach (var row in old.Where(row => now.All(each => each.Key != row.Key)))
            yield return $"Rubric: “{row.Title}” was taken out.";
        foreach (var row in now)
        {
            var before = old.FirstOrDefault(each => each.Key == row.Key);
            if (before is null)
                yield return $"Rubric: “{row.Title}” came in.";
            else if (before.Title != row.Title || !before.Levels.SequenceEqual(row.Levels, StringComparer.Ordinal))
                yield return $"Rubric: “{row.Title}” was rewritten.";
        }
    }

    private static bool Same(PlannedTask one, PlannedTask other) => one.Kind == other.Kind && one.Slug == other.Slug;

    private static string When(DateTimeOffset? at) => at?.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "any time";
}
