using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Assessments;

/// <summary>A hiring manager's assessments: the list, and new ones. Whose they are is asked at every act.</summary>
internal sealed class AssessmentDesk(IDbContextFactory<LabContext> contexts, HiringTeam team, TaskShelf shelf, TimeProvider time)
{
    /// <summary>Assessments of one organisation.</summary>
    public const int Most = 500;

    /// <summary>Of the organisation that was asked for, or else of the first; null for somebody who hires for nobody, or not for that one.</summary>
    public async Task<AssessmentList?> ListAsync(Guid? organisation, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } me || me.Organisations.FirstOrDefault(each => organisation is null || each.Id == organisation) is not { } chosen)
            return null;
        var rows = await context.Assessments.AsNoTracking().Where(row => row.OrganisationId == chosen.Id).OrderByDescending(row => row.UpdatedAt).Select(row => new
        {
            row.Id, row.Name, row.Plan, row.UpdatedAt, row.ArchivedAt, Revision = row.Revisions.Where(each => each.Number > 0).Max(each => (int?)each.Number),
            Invited = context.Invitations.Count(each => each.Revision!.AssessmentId == row.Id && each.RevokedAt == null),
            Running = context.Sittings.Count(each => each.Revision!.AssessmentId == row.Id && each.PreviewBy == null && (each.Status == SittingStatus.Running || each.Status == SittingStatus.Defending)),
            HandedIn = context.Sittings.Count(each => each.Revision!.AssessmentId == row.Id && each.PreviewBy == null && each.Status == SittingStatus.HandedIn),
        }).ToListAsync(cancellationToken);
        return new(chosen, me.Organisations, [.. rows.Select(row => PlanText.Read(row.Plan) is var plan
            ? new AssessmentRow(row.Id, row.Name, row.Revision, plan.Tasks.Count, plan.Minutes, row.Invited, row.Running, row.HandedIn, row.UpdatedAt, row.ArchivedAt is not null) : null!)]);
    }

    public Task<(Guid? Id, string? Refusal)> BeginAsync(Guid organisation, string template, CancellationToken cancellationToken) =>
        PlanTemplates.All.FirstOrDefault(each => each.Key == template) is { } found
            ? AddAsync(organisation, (_, _) => Task.FromResult<(string, AssessmentPlan)?>((found.Key == "empty" ? "New assessment" : found.Name, found.Plan(shelf))), cancellationToken)
            : Task.FromResult<(Guid?, string?)>((null, "There is no such template."));

    /// <summary>The copy's window stays behind: it is over by the time that a copy is needed.</summary>
    public Task<(Guid? Id, string? Refusal)> CopyAsync(Guid organisation, Guid original, CancellationToken cancellationToken) => AddAsync(organisation, async (context, me) =>
    {
        var found = await context.Assessments.AsNoTracking().FirstOrDefaultAsync(row => row.Id == original && me.OrganisationIds.Contains(row.OrganisationId), cancellationToken);
        if (found is null)
            return null;
        var name = $"Copy of {found.Name}";
        return (name.Length <= AssessmentTable.NameLength ? name : name[..AssessmentTable.NameLength], PlanText.Read(found.Plan) with { OpensAt = null, ClosesAt = null });
    }, cancellationToken);

    private async Task<(Guid? Id, string? Refusal)> AddAsync(Guid organisation, Func<LabContext, HiringStanding, Task<(string Name, AssessmentPlan Plan)?>> make, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } me || !me.OrganisationIds.Contains(organisation))
            return (null, PlanRules.NoManager);
        if (await context.Assessments.CountAsync(row => row.OrganisationId == organisation, cancellationToken) >= Most)
            return (null, $"This organisation has {Most} assessments, and that is the limit.");
        if (await make(context, me) is not { } begun)
            return (null, PlanRules.NotHere);
        var now = time.GetUtcNow();
        var contact = begun.Plan.Contact.Length > 0 ? begun.Plan.Contact : await ContactAsync(context, me, cancellationToken);
        var added = new Assessment { Id = Guid.CreateVersion7(), OrganisationId = organisation, Name = begun.Name, Plan = PlanText.Write(begun.Plan with { Contact = contact }), CreatedBy = me.Id, CreatedAt = now, UpdatedAt = now };
        context.Assessments.Add(added);
        await context.SaveChangesAsync(cancellationToken);
        return (added.Id, null);
    }

    /// <summary>Whoever begins it is asked, until they name somebody else.</summary>
    private static async Task<string> ContactAsync(LabContext context, HiringStanding me, CancellationToken cancellationToken)
    {
        var contact = $"{me.Name}, {await context.People.Where(person => person.Id == me.Id).Select(person => person.Email).FirstAsync(cancellationToken)}";
        return contact.Length <= PlanRules.ContactLength ? contact : me.Name;
    }
}
