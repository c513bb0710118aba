using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Markings.Report;

namespace Learning.Web.Features.Sittings.Care;

/// <summary>A sitting's points and what they are out of, wherever they are told. A task that we could not grade is in neither.</summary>
internal static class SittingSum
{
    /// <summary>Settled without points, because the fault was ours.</summary>
    public static bool IsOurs(SittingTask task) => task.Points is null && task.IsGraded();

    /// <summary>Null while a task waits for its grade.</summary>
    public static decimal? Points(IReadOnlyCollection<SittingTask> tasks) => tasks.Count > 0 && tasks.All(task => task.IsGraded()) ? tasks.Sum(task => task.Points ?? 0) : null;

    public static int OutOf(AssessmentPlan plan, IEnumerable<SittingTask> tasks) => tasks.Where(task => !IsOurs(task)).Sum(task => plan.Tasks.ElementAtOrDefault(task.Position - 1)?.Weight ?? 0);
}
