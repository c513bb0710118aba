using Learning.Sandbox.Health;
using Learning.Web.Data;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Operations.Capacity;

/// <summary>What a grading slot is at. <c>Since</c>: Null: it is free.</summary>
public sealed record SlotView(string? Exercise, DateTimeOffset? Since);

/// <summary>How hand-ins fared that were begun within a stretch of time. Seconds; null where there was none.</summary>
public sealed record WaitFigures(int Gradings, double? WaitP50, double? WaitP95, double? GradingP50, int OurFaults);

public sealed record CapacityView
{
    public required DateTimeOffset At { get; init; }
    public required int Waiting { get; init; }
    public DateTimeOffset? OldestWaiting { get; init; }
    public required IReadOnlyList<SlotView> Slots { get; init; }
    public required WaitFigures LastHour { get; init; }
    public required WaitFigures LastDay { get; init; }
    /// <summary>Each hour of the last day, oldest first.</summary>
    public required IReadOnlyList<(DateTimeOffset From, WaitFigures Figures)> Hours { get; init; }
    /// <summary>Each minute of the last hour: hand-ins begun, and the longest wait among them in seconds.</summary>
    public required IReadOnlyList<(int Begun, double? LongestWait)> Minutes { get; init; }
    public required SandboxFigures Sandbox { get; init; }
    /// <summary>Databases of variants that invited candidates will draw: built, of how many.</summary>
    public int InvitedBuilt { get; init; }
    public int Invited { get; init; }
    public required IReadOnlyList<CapacitySample> Samples { get; init; }
    public required IReadOnlyList<TemplateFigures> Templates { get; init; }
    public required IReadOnlyList<(Guid Id, string Slug, IncidentStatus Status, DateTimeOffset CreatedAt)> Labs { get; init; }
}

/// <summary>How much this machine has to do, and how long people wait for it.</summary>
internal sealed class CapacityDesk(IDbContextFactory<LabContext> contexts, SandboxGauges gauges, CapacitySamples samples, TemplateSizes sizes, InvitedVariants invited, IOptions<GradingOptions> grading, TimeProvider time)
{
    private sealed record Begun(DateTimeOffset CreatedAt, DateTimeOffset StartedAt, DateTimeOffset? GradedAt, SubmissionStatus Status)
    {
        public double Wait => Math.Max(0, (StartedAt - CreatedAt).TotalSeconds);
    }

    public async Task<CapacityView> LoadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (hour, day) = (now.AddHours(-1), now.AddHours(-24));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var begun = await context.Submissions.AsNoTracking().Where(row => row.StartedAt != null && row.StartedAt > day)
            .Select(row => new Begun(row.CreatedAt, row.StartedAt!.Value, row.GradedAt, row.Status)).ToListAsync(cancellationToken);
        var running = await context.Submissions.AsNoTracking().Where(row => row.Status == SubmissionStatus.Running).OrderBy(row => row.StartedAt)
            .Select(row => new SlotView(row.ExerciseSlug, row.StartedAt)).ToListAsync(cancellationToken);
        var waiting = await context.Submissions.Where(row => row.Status == SubmissionStatus.Queued).GroupBy(_ => 1)
            .Select(group => new { Count = group.Count(), Oldest = group.Min(row => row.CreatedAt) }).FirstOrDefaultAsync(cancellationToken);
        var labs = await context.IncidentSessions.AsNoTracking().Where(row => row.Status != IncidentStatus.Ended && row.Status != IncidentStatus.Failed).OrderBy(row => row.CreatedAt)
            .Select(row => new { row.Id, row.Slug, row.Status, row.CreatedAt }).ToListAsync(cancellationToken);
        return new()
        {
            At = now,
            Waiting = waiting?.Count ?? 0,
            OldestWaiting = waiting?.Oldest,
            Slots = [.. running, .. Enumerable.Repeat(new SlotView(null, null), Math.Max(0, grading.Value.Slots - running.Count))],
            LastHour = Figures(begun.Where(row => row.StartedAt > hour)),
            LastDay = Figures(begun),
            Hours = [.. Enumerable.Range(0, 24).Select(at => day.AddHours(at)).Select(from => (from, Figures(begun.Where(row => row.StartedAt > from && row.StartedAt <= from.AddHours(1)))))],
            Minutes = [.. Enumerable.Range(0, 60).Select(at => hour.AddMinutes(at)).Select(from => Minute(begun.Where(row => row.StartedAt > from && row.StartedAt <= from.AddMinutes(1))))],
            Sandbox = await Task.Run(gauges.Read, cancellationToken),
            InvitedBuilt = invited.Figures.Built,
            Invited = invited.Figures.Of,
            Samples = samples.Latest,
            Templates = await sizes.ReadAsync().WaitAsync(cancellationToken),
            Labs = [.. labs.Select(row => (row.Id, row.Slug, row.Status, row.CreatedAt))],
        };
    }

    private static (int, double?) Minute(IEnumerable<Begun> rows)
    {
        var all = rows.Select(row => row.Wait).ToList();
        return (all.Count, all.Count == 0 ? null : all.Max());
    }

    private static WaitFigures Figures(IEnumerable<Begun> rows)
    {
        var all = rows.ToList();
        List<double> waits = [.. all.Select(row => row.Wait).Order()];
        List<double> took = [.. all.Where(row => row.GradedAt is not null).Select(row => (row.GradedAt!.Value - row.StartedAt).TotalSeconds).Order()];
        return new(all.Count, At(waits, 0.5), At(waits, 0.95), At(took, 0.5), all.Count(row => row.Status == SubmissionStatus.Failed));
    }

    /// <summary>The nearest rank.</summary>
    private static double? At(List<double> sorted, double share) => sorted.Count == 0 ? null : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
