using System.Text.Json;
using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Signals;

/// <summary>Reads what was recorded beside the work. Candidates are compared with those of the same organisation alone.</summary>
internal sealed class SignalReader(ExerciseLibrary exercises, Likenesses likenesses, TimeProvider time)
{
    /// <summary>Of one sitting: what browsers report is kept within bounds, and what an earlier version kept without any is read no further.</summary>
    private const int Most = 4 * SittingSignals.MostOfKind;

    /// <summary>For sittings of one organisation, with their tasks, pauses and revision.</summary>
    public async Task<IReadOnlyDictionary<Guid, SignalSet>> ReadAsync(LabContext context, Guid organisation, IReadOnlyList<Sitting> sittings, CancellationToken cancellationToken)
    {
        var ids = sittings.Select(sitting => sitting.Id).ToList();
        var read = await context.Sittings.AsNoTracking().Where(sitting => ids.Contains(sitting.Id)).SelectMany(sitting => context.SittingEvents
            .Where(row => row.SittingId == sitting.Id && (row.Kind == SittingEventKind.Paste || row.Kind == SittingEventKind.Left || row.Kind == SittingEventKind.Back || row.Kind == SittingEventKind.Seat))
            .OrderBy(row => row.Id).Take(Most)).ToListAsync(cancellationToken);
        var events = read.OrderBy(row => row.Id).ToLookup(row => row.SittingId);
        var likeness = await LikenessAsync(context, organisation, [.. sittings.SelectMany(sitting => sitting.Tasks).Select(task => task.Slug).Distinct(StringComparer.Ordinal)], cancellationToken);
        return sittings.ToDictionary(sitting => sitting.Id, sitting =>
        {
            var clock = new PlanClock(sitting, StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!.Minutes);
            var (away, minutes) = Away(sitting, [.. events[sitting.Id]], clock);
            return new SignalSet(Largest(events[sitting.Id]), away, minutes, events[sitting.Id].Count(row => row.Kind == SittingEventKind.Seat),
                [.. sitting.Tasks.OrderBy(task => task.Position).Where(task => likeness.ContainsKey(task.Slug) && task.SubmissionId is not null)
                    .Select(task => new LikeSignal(task.Position, exercises.Find(task.Slug)!.Title, likeness[task.Slug].Nearest(sitting.Id), likeness[task.Slug].Known(sitting.Id), likeness[task.Slug].Usual))]);
        });
    }

    private async Task<Dictionary<string, Likeness>> LikenessAsync(LabContext context, Guid organisation, IReadOnlyList<string> slugs, CancellationToken cancellationToken)
    {
        var texts = await (from task in context.SittingTasks.AsNoTracking()
                           join row in context.Submissions on task.SubmissionId equals row.Id
                           where slugs.Contains(task.Slug) && task.Sitting!.OrganisationId == organisation && task.Sitting.InvitationId != null
                           select new { task.Slug, task.SittingId, task.Sitting!.Invitation!.Candidate!.Code, row.Source }).ToListAsync(cancellationToken);
        return slugs.Select(slug => exercises.Find(slug)).OfType<Exercise>().ToDictionary(exercise => exercise.Slug,
            exercise => likenesses.Of(organisation, exercise, texts.Where(text => text.Slug == exercise.Slug).Select(text => new HandInText(text.SittingId, text.Code, text.Source))), StringComparer.Ordinal);
    }

    /// <summary>Foreign text before own, then the longer one.</summary>
    private static PasteSignal? Largest(IEnumerable<SittingEvent> events) => events.Where(row => row is { Kind: SittingEventKind.Paste, Data: not null })
        .Select(row => Paste(row.Position, row.Data!)).OrderBy(paste => paste.Own).ThenByDescending(paste => paste.Lines).ThenByDescending(paste => paste.Characters).FirstOrDefault();

    private static PasteSignal Paste(int position, string data)
    {
        using var json = JsonDocument.Parse(data);
        var root = json.RootElement;
        return new(position, Int(root, "lines"), Int(root, "characters"), root.TryGetProperty("own", out var own) && own.ValueKind == JsonValueKind.True);
    }

    private static int Int(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : 0;

    private (int Times, double Minutes) Away(Sitting sitting, IReadOnlyList<SittingEvent> events, PlanClock clock)
    {
        var (times, minutes) = (0, 0.0);
        DateTimeOffset? left = null;
        var end = sitting.TasksClosedAt ?? sitting.HandedInAt ?? time.GetUtcNow();
        foreach (var row in events.Where(row => row.Kind is SittingEventKind.Left or SittingEventKind.Back && row.At <= end))
        {
            if (row.Kind == SittingEventKind.Left)
                left ??= row.At;
            else if (left is { } since)
                (times, minutes, left) = (times + 1, minutes + clock.Minutes(since, row.At), null);
        }
        return left is { } open ? (times + 1, minutes + clock.Minutes(open, end)) : (times, minutes);
    }
}
