using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Sessions;

namespace Learning.Web.Features.Sittings;

/// <summary>Adds a sitting with its learner and its tasks, as the seed draws them, to the caller's context.</summary>
internal static class SittingMaking
{
    public static Sitting Add(LabContext context, Guid organisation, Guid revision, AssessmentPlan plan, Guid? invitation, Guid? previewBy, DateTimeOffset now)
    {
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = now };
        var sitting = new Sitting
        {
            Id = Guid.CreateVersion7(), OrganisationId = organisation, RevisionId = revision, InvitationId = invitation, PreviewBy = previewBy, LearnerId = learner.Id,
            Status = SittingStatus.Accepted, CreatedAt = now, Seed = invitation is { } invited ? SittingDraw.SeedOf(invited) : SittingDraw.NewSeed(),
        };
        context.AddRange(learner, sitting);
        context.SittingTasks.AddRange(plan.Tasks.Select((task, index) => new SittingTask { SittingId = sitting.Id, Position = index + 1, Slug = task.Slug, Variant = Drawn(task, sitting.Seed, index + 1) }));
        return sitting;
    }

    /// <summary>What a seed draws for a task of a plan: a variant, an incident's seed, or null for a task that is the same for all.</summary>
    public static long? Drawn(PlannedTask task, long seed, int position) => task switch
    {
        { Kind: TaskKind.Incident } => 1 + SittingDraw.Number(seed, $"incident {position}", IncidentSessions.MostSeed),
        { Variants: > 0 and var variants } => 1 + SittingDraw.Number(seed, $"variant {position}", variants),
        _ => null,
    };
}
