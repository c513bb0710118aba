using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Sittings.Care;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Assessments;

/// <summary>One assessment being written and published. Two who write at once never write over each other: the later one is told.</summary>
internal sealed class PlanDesk(IDbContextFactory<LabContext> contexts, HiringTeam team, TaskShelf shelf, TaskFaults faults, AuditLog audit, PageHandover handover, TimeProvider time)
{
    /// <summary>Characters of a plan as it is kept.</summary>
    private const int MostCharacters = 100_000;

    public Task<AssessmentView?> OpenAsync(Guid id, CancellationToken cancellationToken) => handover.ReadAsync($"plan {id}", () => ReadAsync(id, cancellationToken));

    private async Task<AssessmentView?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(context, id, cancellationToken) is { } row ? await ViewAsync(context, row, cancellationToken) : null;
    }

    public async Task<PlanOutcome> SaveAsync(Guid id, string name, AssessmentPlan plan, int version, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, id, cancellationToken) is not { } row)
            return new(null, PlanRules.NoManager);
        var text = PlanText.Write(plan);
        if (RefuseToKeep(row, name, text) is { } refusal)
            return new(await ViewAsync(context, row, cancellationToken), refusal);
        if (row.Version != version)
            return new(await ViewAsync(context, row, cancellationToken), null, IsNewer: true);
        (row.Name, row.Plan, row.UpdatedAt) = (name.Trim(), text, time.GetUtcNow());
        row.Version++;
        return await KeepAsync(context, row, cancellationToken);
    }

    /// <summary>Freezes the plan with the content that every task has now. The new revision is what is invited to from now on.</summary>
    public async Task<PlanOutcome> PublishAsync(Guid id, int version, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, id, cancellationToken) is not { } row)
            return new(null, PlanRules.NoManager);
        var view = await ViewAsync(context, row, cancellationToken);
        if (row.Version != version)
            return new(view, null, IsNewer: true);
        if (row.ArchivedAt is not null)
            return new(view, "This assessment is archived. Take it back first.");
        if (view.Stops.Count > 0)
            return new(view, $"Not published. {view.Stops[0]}");
        var frozen = PlanText.Write(Freeze(view.Plan));
        if (view.Published is { } last && last.Name == row.Name && PlanText.Write(last.Plan) == frozen)
            return new(view, $"Nothing has changed since revision {last.Number}.");
        var number = (view.Published?.Number ?? 0) + 1;
        var me = (await team.FindAsync(context, cancellationToken))!;
        context.AssessmentRevisions.Add(new() { Id = Guid.CreateVersion7(), AssessmentId = id, Number = number, Name = row.Name, Plan = frozen, PublishedBy = me.Id, PublishedAt = time.GetUtcNow() });
        context.AuditEntries.Add(audit.Entry(AuditActions.AssessmentPublished, me.Id, subject: null, $"{row.Name}, revision {number}"));
        row.Version++; // who publishes at the same moment comes too late
        return await KeepAsync(context, row, cancellationToken);
    }

    public async Task<PlanOutcome> ArchiveAsync(Guid id, bool archived, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, id, cancellationToken) is not { } row)
            return new(null, PlanRules.NoManager);
        if (row.ArchivedAt is not null == archived)
            return new(await ViewAsync(context, row, cancellationToken), null);
        row.ArchivedAt = archived ? time.GetUtcNow() : null;
        if (archived) // as near as an assessment comes to being deleted; nobody looks for a preview of it any more
            await Previews.DeleteOfAsync(context, id, cancellationToken);
        context.AuditEntries.Add(audit.Entry(archived ? AuditActions.AssessmentArchived : AuditActions.AssessmentTakenBack, (await team.FindAsync(context, cancellationToken))!.Id, subject: null, row.Name));
        return await KeepAsync(context, row, cancellationToken);
    }

    private AssessmentPlan Freeze(AssessmentPlan plan) => plan with
    {
        Tasks = [.. plan.Tasks.Select(task => shelf.Find(task) is { } item ? task with { Revision = item.Revision, Variants = item.Variants } : task)],
    };

    private static string? RefuseToKeep(Assessment row, string name, string text) => name switch
    {
        _ when row.ArchivedAt is not null => "This assessment is archived. Take it back before you change it.",
        _ when string.IsNullOrWhiteSpace(name) => "Not saved: the assessment needs a name.",
        _ when name.Trim().Length > AssessmentTable.NameLength || name.Any(char.IsControl) => $"Not saved: the name has to be one line of at most {AssessmentTable.NameLength} characters.",
        _ when text.Length > MostCharacters => "Not saved: the plan is too long. Shorten its texts.",
        _ => null,
    };

    private async Task<PlanOutcome> KeepAsync(LabContext context, Assessment row, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return new(await ViewAsync(context, row, cancellationToken), null);
        }
        catch (DbUpdateConcurrencyException)
        {
            await using var fresh = await contexts.CreateDbContextAsync(cancellationToken);
            return await FindAsync(fresh, row.Id, cancellationToken) is { } newer ? new(await ViewAsync(fresh, newer, cancellationToken), null, IsNewer: true) : new(null, PlanRules.NoManager);
        }
    }

    private async Task<Assessment?> FindAsync(LabContext context, Guid id, CancellationToken cancellationToken) =>
        await team.FindAsync(context, cancellationToken) is { } me ? await context.Assessments.Include(row => row.Organisation).FirstOrDefaultAsync(row => row.Id == id && me.OrganisationIds.Contains(row.OrganisationId), cancellationToken) : null;

    private async Task<AssessmentView> ViewAsync(LabContext context, Assessment row, CancellationToken cancellationToken)
    {
        var plan = PlanText.Read(row.Plan);
        var revisions = await context.AssessmentRevisions.AsNoTracking().Where(each => each.AssessmentId == row.Id && each.Number > 0).OrderByDescending(each => each.Number).Select(each => new
        {
            each.Number, each.Name, each.Plan, each.PublishedAt, By = context.People.Where(person => person.Id == each.PublishedBy).Select(person => person.Name).FirstOrDefault(),
            Invited = context.Invitations.Count(invitation => invitation.RevisionId == each.Id && invitation.RevokedAt == null),
        }).ToListAsync(cancellationToken);
        var proofs = await TaskProofs.ReadAsync(context, plan.Tasks.Select(shelf.Find).OfType<ShelfItem>().Select(item => (item.Slug, item.Revision)), cancellationToken);
        return new(row.Id, row.Organisation!.Name, row.Name, plan, row.Version, row.UpdatedAt, row.ArchivedAt is not null,
            [.. revisions.Select(each => new RevisionRow(each.Number, each.Name, PlanText.Read(each.Plan), each.PublishedAt, each.By, each.Invited))],
            [.. PlanRules.Refuse(row.Name, plan, shelf, time.GetUtcNow()), .. await faults.FindAsync(context, plan, published: false, cancellationToken)],
            revisions.Count == 0 ? [] : await faults.FindAsync(context, PlanText.Read(revisions[0].Plan), published: true, cancellationToken),
            plan.Tasks.Select(shelf.Find).OfType<ShelfItem>().DistinctBy(item => item.Slug, StringComparer.Ordinal)
                .ToDictionary(item => item.Slug, item => Say(item, proofs.GetValueOrDefault((item.Slug, item.Revision)) ?? TaskProof.None), StringComparer.Ordinal));
    }

    private static string Say(ShelfItem item, TaskProof proof) => item.Kind == TaskKind.Incident ? "a lab of their own" : $"{(item.Variants is { } count ? $"{count} variants" : "one content for all")}, {proof.Say}";
}
