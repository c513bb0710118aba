using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Report;

/// <summary>The noise certificate over all checks of all tasks, and what else a reader has to know before they rely on a report.</summary>
internal static class StandBehinds
{
    public static async Task<StandBehind> ReadAsync(LabContext context, Sitting sitting, AssessmentPlan plan, IReadOnlyList<TaskReport> tasks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A timed check is decided only when its whole interval lies on one side of the limit; what is left open is what a re-run could settle.
        var open = tasks.SelectMany(task => task.Checks.Where(each => each.Check.Status == StageStatus.Unsure).Select(each => new OpenCheck(task.Position, task.Title, each.Check.Name, each.Check.Value))).ToList();
        List<ProvedVariants> proved = [];
        foreach (var task in plan.Tasks.Select((task, index) => (task, Position: index + 1)).Where(each => each.task.Variants is not null))
        {
            var latest = await context.Checkups.AsNoTracking().Where(row => row.Slug == task.task.Slug && row.Revision == task.task.Revision && row.Variant != null && row.EndedAt != null)
                .GroupBy(row => row.Variant).Select(group => group.OrderByDescending(row => row.EndedAt).First().Status).ToListAsync(cancellationToken);
            proved.Add(new(task.Position, tasks.FirstOrDefault(each => each.Position == task.Position)?.Title ?? task.task.Slug, latest.Count(status => status == CheckupStatus.Good), task.task.Variants!.Value));
        }
        return new(tasks.Sum(task => task.Checks.Count()), open,
            [.. sitting.Pauses.OrderBy(pause => pause.From).Select(pause => new StoppedClock((pause.To ?? now) - pause.From, pause.Reason))], proved,
            sitting.AnonymisedAt ?? sitting.HandedInAt?.AddDays(plan.RetentionDays));
    }
}
