using Learning.Grading;
using Learning.Web.Data;

namespace Learning.Web.Features.Assessments;

/// <summary>What a plan has to be before it is published: a sentence for each thing that it is not. A plan that is being written may be anything.</summary>
internal static class PlanRules
{
    public const int MostTasks = 12, MostWeight = 100, MostMinutes = 24 * 60, MostAttempts = 50, MostRows = 8, WelcomeLength = 4000, ContactLength = 200, RowTitleLength = 80, LevelLength = 300;
    public const int LeastRetention = 30, MostRetention = 730, MostInvitationDays = 90;

    /// <summary>Levels of a rubric row: scores from 0 to 4.</summary>
    public const int Levels = 5;

    public const string NotHere = "This assessment is not here any more.";
    public const string NoManager = "You are not a hiring manager of this organisation any more, so nothing was changed. Ask an administrator if that is a mistake.";

    public static IReadOnlyList<string> Refuse(string name, AssessmentPlan plan, TaskShelf shelf, DateTimeOffset now) =>
        [.. OfName(name), .. OfTasks(plan, shelf), .. OfTimes(plan, now), .. OfRubric(plan.Rubric), .. OfTexts(plan)];

    private static IEnumerable<string> OfName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            yield return "The assessment needs a name.";
        else if (name.Length > AssessmentTable.NameLength || name.Any(char.IsControl))
            yield return $"The name has to be one line of at most {AssessmentTable.NameLength} characters.";
    }

    private static IEnumerable<string> OfTasks(AssessmentPlan plan, TaskShelf shelf)
    {
        if (plan.Tasks.Count == 0)
            yield return "There is no task yet. Add an exercise or an incident.";
        if (plan.Tasks.Count > MostTasks)
            yield return $"There are {plan.Tasks.Count} tasks; at most {MostTasks} fit an assessment.";
        foreach (var (task, index) in plan.Tasks.Select((task, index) => (task, index)))
        {
            var name = $"Task {index + 1}, {shelf.Find(task)?.Title ?? task.Slug},";
            if (plan.Tasks.Take(index).Any(other => other.Kind == task.Kind && other.Slug == task.Slug))
                yield return $"{name} is in the plan twice. Remove one of the two.";
            if (task.Weight is < 1 or > MostWeight)
                yield return $"{name} has a weight of {Say.Count(task.Weight)}; it has to be 1 to {MostWeight} points.";
            if (task.Minutes is < 1 or > MostMinutes)
                yield return $"{name} is planned with {Say.Count(task.Minutes)} minutes; it has to be 1 to {Say.Count(MostMinutes)}.";
        }
        if (plan.Tasks.Count(task => task.Kind == TaskKind.Incident) > 1)
            yield return "There is more than one incident. A candidate has one lab at a time: keep one.";
    }

    private static IEnumerable<string> OfTimes(AssessmentPlan plan, DateTimeOffset now)
    {
        var planned = plan.Tasks.Sum(task => (long)task.Minutes);
        if (plan.Minutes is < 5 or > MostMinutes)
            yield return $"The time box is {Say.Count(plan.Minutes)} minutes; it has to be 5 to {Say.Count(MostMinutes)}.";
        else if (planned > plan.Minutes)
            yield return $"The tasks are planned with {Say.Count(planned)} minutes, and the time box is {Say.Count(plan.Minutes)}. Make the box longer, or take a task out.";
        if (plan.OpensAt is { } opens && plan.ClosesAt is { } closes && closes <= opens)
            yield return "The window closes before it opens.";
        if (plan.ClosesAt <= now)
            yield return "The window is over already. Give it a later end, or none.";
        if (plan.Attempts is < 1 or > MostAttempts)
            yield return $"Attempts have to be 1 to {MostAttempts}, or as many as fit.";
        if (plan.RetentionDays is < LeastRetention or > MostRetention)
            yield return $"Candidates' data are kept for {Say.Count(plan.RetentionDays)} days; it has to be {LeastRetention} to {MostRetention}.";
        if (plan.InvitationDays is < 1 or > MostInvitationDays)
            yield return $"An invitation is good for {Say.Count(plan.InvitationDays)} days; it has to be 1 to {MostInvitationDays}.";
    }

    private static IEnumerable<string> OfRubric(IReadOnlyList<RubricRow> rows)
    {
        if (rows.Count == 0)
            yield return "The rubric has no row. Markers need at least one, so that two of them look for the same.";
        if (rows.Count > MostRows)
            yield return $"The rubric has {rows.Count} rows; at most {MostRows} can be marked with care.";
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            var name = $"Rubric row {index + 1}{(row.Title.Length == 0 ? "" : $", {row.Title},")}";
            if (string.IsNullOrWhiteSpace(row.Title) || row.Title.Length > RowTitleLength)
                yield return $"{name} needs a title of at most {RowTitleLength} characters.";
            if (row.Levels.Count != Levels || row.Levels.Any(string.IsNullOrWhiteSpace))
                yield return $"{name} needs a guideline for each of the levels 0 to 4.";
            else if (row.Levels.Any(level => level.Length > LevelLength))
                yield return $"{name} has a guideline of more than {LevelLength} characters.";
        }
        if (rows.DistinctBy(row => row.Title.Trim(), StringComparer.OrdinalIgnoreCase).Count() != rows.Count)
            yield return "Two rubric rows have the same title.";
    }

    private static IEnumerable<string> OfTexts(AssessmentPlan plan)
    {
        if (plan.Welcome.Length > WelcomeLength)
            yield return $"The welcome is {Say.Count(plan.Welcome.Length)} characters long; at most {Say.Count(WelcomeLength)} are shown.";
        if (string.IsNullOrWhiteSpace(plan.Contact))
            yield return "Name somebody whom candidates may ask: a name and an address.";
        else if (plan.Contact.Length > ContactLength || plan.Contact.Any(char.IsControl))
            yield return $"The contact has to be one line of at most {ContactLength} characters.";
    }
}
