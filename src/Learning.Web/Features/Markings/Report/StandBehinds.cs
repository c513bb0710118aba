using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

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
        List<ProvedVariants> proved = [];
        foreach (var (task, position) in varied)
        {
            if (sitting.Tasks.Find(each => each.Position == position)?.Variant is { } number)
                proved.Add(new(position, tasks.FirstOrDefault(each => each.Position == position)?.Title ?? task.Slug, await OwnAsync(context, task, (int)number, cancellationToken),
                    proofs.GetValueOrDefault((task.Slug, task.Revision!))?.Equal ?? 0, task.Variants!.Value));
        }
        return new(tasks.Sum(task => task.Checks.Count()), open,
            [.. sitting.Pauses.OrderBy(pause => pause.From).Select(pause => new StoppedClock((pause.To ?? now) - pause.From, pause.Reason))], proved,
            sitting.AnonymisedAt ?? sitting.HandedInAt?.AddDays(plan.RetentionDays));
    }

    private static async Task<VariantProof> OwnAsync(LabContext context, PlannedTask task, int number, CancellationToken cancellationToken)
    {
        var newest = await context.Checkups.AsNoTracking().Where(row => row.Slug == task.Slug && row.Revision == task.Revision && row.Variant == number)
            .OrderByDescending(row => row.AskedAt).Select(row => new { row.Status, row.Answers, row.EndedAt }).FirstOrDefaultAsync(cancellationToken);
        var answers = StoredJson.Read<IReadOnlyList<ProvedAnswer>>(newest?.Answers) ?? [];
        return new(newest?.Status, answers.Count(answer => answer.Landed), answers.Count, newest?.EndedAt);
    }
}
