using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Report;

/// <summary>Edits in one minute.</summary>
public sealed record EditBar(int Minute, int Edits);

/// <summary>A hand-in on the time line.</summary>
public sealed record HandInMark(double Minute, string Glyph, string Tone, string Word);

/// <summary>One task on the time line; null ends where nothing was done in it.</summary>
public sealed record TaskLane(int Position, string Title, double? From, double? To, IReadOnlyList<EditBar> Bars, IReadOnlyList<HandInMark> HandIns);

/// <summary>A stretch that was ours.</summary>
public sealed record PauseBar(double From, double To, string Reason);

/// <summary>How the time went, in minutes of the plan. <c>Length</c>: The time box with our outages.</summary>
public sealed record TimeCourse(double Length, double? Used, IReadOnlyList<TaskLane> Lanes, IReadOnlyList<PauseBar> Pauses);

/// <summary>Draws the time line from what was recorded while the candidate worked.</summary>
internal static class TimeCourses
{
    public static async Task<TimeCourse> ReadAsync(LabContext context, Sitting sitting, int planMinutes, Func<SittingTask, string> title, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var clock = new PlanClock(sitting, planMinutes);
        var edits = await context.SittingEvents.AsNoTracking().Where(row => row.SittingId == sitting.Id && (row.Kind == SittingEventKind.Edit || row.Kind == SittingEventKind.Paste))
            .Select(row => new { row.Position, row.At }).ToListAsync(cancellationToken);
        var handed = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId && row.Kind == SubmissionKind.Submit)
            .Select(row => new { row.ExerciseSlug, row.CreatedAt, row.Verdict, row.Status }).ToListAsync(cancellationToken);
        var labs = await context.IncidentSessions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId && row.StartedAt != null)
            .Select(row => new { row.Id, From = row.StartedAt!.Value, To = row.EndedAt }).ToListAsync(cancellationToken);
        var lanes = sitting.Tasks.OrderBy(task => task.Position).Select(task =>
        {
            var bars = edits.Where(each => each.Position == task.Position).GroupBy(each => (int)clock.Minute(each.At)).OrderBy(group => group.Key).Select(group => new EditBar(group.Key, group.Count())).ToList();
            var marks = handed.Where(each => each.ExerciseSlug == task.Slug).OrderBy(each => each.CreatedAt).Select(each => Mark(clock.Minute(each.CreatedAt), each.Verdict, each.Status)).ToList();
            var moments = bars.Select(bar => (double)bar.Minute).Concat(bars.Select(bar => bar.Minute + 1.0)).Concat(marks.Select(mark => mark.Minute));
            if (labs.Find(lab => lab.Id == task.IncidentSessionId) is { } lab)
                moments = moments.Append(clock.Minute(lab.From)).Append(clock.Minute(lab.To ?? now));
            var known = moments.ToList();
            return new TaskLane(task.Position, title(task), known.Count == 0 ? null : known.Min(), known.Count == 0 ? null : known.Max(), bars, marks);
        }).ToList();
        var pauses = sitting.Pauses.OrderBy(pause => pause.From).Select(pause => new PauseBar(clock.Minute(pause.From), clock.Minute(pause.To ?? now), pause.Reason)).ToList();
        return new(planMinutes + pauses.Sum(pause => pause.To - pause.From), clock.Used(now), lanes, pauses);
    }

    private static HandInMark Mark(double minute, Grading.Reports.Verdict? verdict, SubmissionStatus status)
    {
        var look = verdict is { } given ? OutcomeLook.Of(given) : status == SubmissionStatus.Failed ? OutcomeLook.Of(Grading.Reports.Verdict.InfrastructureError) : new("v-live", "acc", "Being graded");
        return new(minute, look.Glyph, look.Tone, look.Word);
    }
}
