using Learning.Grading.Exercises;
using Learning.Grading.Incidents;

namespace Learning.Web.Features.Assessments;

/// <summary>Something that can be a task, as it is loaded now. <c>Variants</c>: how many candidates are given in turn; null where it has none.</summary>
internal sealed record ShelfItem(TaskKind Kind, string Slug, string Title, string Summary, string Level, int Minutes, string Revision, string Language, int? Variants = null);

/// <summary>What assessments are made of: all exercises and incidents that load.</summary>
internal sealed class TaskShelf(ExerciseLibrary exercises, IncidentLibrary incidents)
{
    /// <summary>Of an exercise that varies, this many are drawn from: enough for the candidates of a year, and few enough to prove each.</summary>
    public const int Variants = 40;

    public IReadOnlyList<ShelfItem> Items { get; } =
    [
        .. exercises.Exercises.Select(each => new ShelfItem(TaskKind.Exercise, each.Slug, each.Title, each.Summary, each.Level, each.Minutes, each.Revision, each.Language == ExerciseLanguage.Sql ? "SQL" : "C#", each.Varies ? Variants : null)),
        .. incidents.Incidents.Select(each => new ShelfItem(TaskKind.Incident, each.Slug, each.Title, each.Summary, each.Level, each.Minutes, each.Revision, "incident")),
    ];

    public ShelfItem? Find(TaskKind kind, string slug) => Items.FirstOrDefault(item => item.Kind == kind && item.Slug == slug);

    public ShelfItem? Find(PlannedTask task) => Find(task.Kind, task.Slug);

    /// <summary>What the loader has against it, the first of several; null for a folder that is not there at all.</summary>
    public string? Problem(PlannedTask task) => exercises.Problems.Concat(incidents.Problems).FirstOrDefault(problem => problem.Slug == task.Slug)?.ToString();
}
