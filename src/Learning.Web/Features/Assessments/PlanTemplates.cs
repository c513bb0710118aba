namespace Learning.Web.Features.Assessments;

/// <summary>Somewhere to start from. What does not load is left out of it.</summary>
internal sealed record PlanTemplate(string Key, string Name, string Says, int Minutes, IReadOnlyList<(TaskKind Kind, string Slug, int Weight)> Tasks, IReadOnlyList<RubricRow> Rubric)
{
    public AssessmentPlan Plan(TaskShelf shelf) => new()
    {
        Minutes = Minutes, Rubric = Rubric, Attempts = null,
        Tasks = [.. Tasks.Select(each => (each.Weight, Item: shelf.Find(each.Kind, each.Slug))).Where(each => each.Item is not null)
            .Select(each => new PlannedTask { Kind = each.Item!.Kind, Slug = each.Item.Slug, Weight = each.Weight, Minutes = each.Item.Minutes })],
    };
}

internal static class PlanTemplates
{
    public static readonly IReadOnlyList<PlanTemplate> All =
    [
        new("junior", "Junior: queries and indexes, 60 min", "Three short exercises: too many columns, too many statements, and the index that is missing. A quarter of the time is spare.", 60,
            [(TaskKind.Exercise, "statement-list-columns", 20), (TaskKind.Exercise, "feed-n-plus-one", 30), (TaskKind.Exercise, "transactions-by-category", 50)], RubricTemplates.OfExercises),
        new("senior", "Senior: live incident, 90 min", "A payments API that crawls although the release is rolled back, then an index that has to stay cheap to write.", 90,
            [(TaskKind.Incident, "the-rollback-that-did-not-help", 70), (TaskKind.Exercise, "open-invoices", 30)], [.. RubricTemplates.OfIncidents, RubricTemplates.OfExercises[3]]),
        new("empty", "Empty", "No task yet; everything is yours to choose.", 60, [], RubricTemplates.OfExercises),
    ];
}
