using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;

namespace Learning.Web.Features.Markings.Report;

/// <summary>The noise certificate over all checks of all tasks, and what else a reader has to know before they rely on a report.</summary>
internal static class StandBehinds
{
    public static async Task<StandBehind> ReadAsync(LabContext context, Sitting sitting, AssessmentPlan plan, IReadOnlyList<TaskReport> tasks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A timed check is decided only when its whole interval lies on one side of the limit; what is left open is what a re-run could settle.
        var open = tasks.SelectMany(task => task.Checks.Where(each => each.Check.Status == StageStatus.Unsure).Select(each => new OpenCheck(task.Position, task.Title, each.Check.Name, each.Check.Value))).ToList();
        var varied = plan.Tasks.Select((task, index) => (Task: task, Position: index + 1)).Where(each => each.Task is { Variants: not null, Revision: not null }).ToList();
        var proofs = await TaskProofs.ReadAsync(context, varied.Select(each => (each.Task.Slug, each.Task.Revision!)), cancellationToken);
        List<ProvedVariants> proved = [.. varied.Select(each => new ProvedVariants(each.Position, tasks.FirstOrDefault(task => task.Position == each.Position)?.Title ?? each.Task.Slug,
            proofs.GetValueOrDefault((each.Task.Slug, each.Task.Revision!))?.Equal ?? 0, each.Task.Variants!.Value))];
        return new(tasks.Sum(task => task.Checks.Count()), open,
            [.. sitting.Pauses.OrderBy(pause => pause.From).Select(pause => new StoppedClock((pause.To ?? now) - pause.From, pause.Reason))], proved,
            sitting.AnonymisedAt ?? sitting.HandedInAt?.AddDays(plan.RetentionDays));
    }
}
