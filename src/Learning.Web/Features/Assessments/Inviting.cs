using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Sittings.Running;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Assessments;

/// <summary>
/// Makes invitations, for the pages of a manager and for the API alike. Whoever calls has made sure that the caller acts for the organisation;
/// that the assessment is the organisation's is asked here. Mail, audit entry and webhook message are saved with the invitation or not at all.
/// </summary>
internal sealed class Inviting(IDbContextFactory<LabContext> contexts, TaskFaults faults, InvitationMails mails, HiringEvents events, AuditLog audit, InvitedVariants variants, TimeProvider time)
{
    /// <summary>Invitees of one order.</summary>
    public const int MostAtOnce = 500;

    public async Task<InviteAnswer> InviteAsync(InviteOrder order, CancellationToken cancellationToken)
    {
        if (order.Invitees.Count > MostAtOnce)
            return InviteAnswer.Refuse($"At most {MostAtOnce} candidates can be invited at once; these are {order.Invitees.Count}.");
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Invitations of one organisation are made one after the other: addresses and codes are then unique without a second try.
        if ((await context.Organisations.FromSql($"SELECT * FROM organisations WHERE id = {order.Organisation} FOR NO KEY UPDATE").ToListAsync(cancellationToken)) is not [var organisation])
            return InviteAnswer.Refuse(PlanRules.NotHere, missing: true);
        var assessment = await context.Assessments.AsNoTracking().FirstOrDefaultAsync(row => row.Id == order.Assessment && row.OrganisationId == order.Organisation, cancellationToken);
        if (assessment is null)
            return InviteAnswer.Refuse(PlanRules.NotHere, missing: true);
        var revision = await context.AssessmentRevisions.AsNoTracking().Where(row => row.AssessmentId == assessment.Id && row.Number > 0).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        if (await RefuseAsync(context, assessment, revision, cancellationToken) is { } refusal)
            return InviteAnswer.Refuse(refusal);
        var outcomes = await AddAsync(context, order, organisation, revision!, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        mails.Ring();
        variants.Ring();
        return new(null, outcomes);
    }

    private async Task<string?> RefuseAsync(LabContext context, Assessment assessment, AssessmentRevision? revision, CancellationToken cancellationToken)
    {
        if (assessment.ArchivedAt is not null)
            return "This assessment is archived. Take it back first, then invite.";
        if (revision is null)
            return "This assessment is not published yet. Publish it first: candidates get what was published.";
        var plan = PlanText.Read(revision.Plan);
        if (plan.ClosesAt <= time.GetUtcNow())
            return "The window of this assessment is over. Give it a new one and publish again, then invite.";
        return (await faults.FindAsync(context, plan, published: true, cancellationToken)) is [var first, ..] ? $"Nobody can be invited now. {first}" : null;
    }

    private async Task<IReadOnlyList<InviteOutcome>> AddAsync(LabContext context, InviteOrder order, Organisation organisation, AssessmentRevision revision, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var plan = PlanText.Read(revision.Plan);
        var expires = plan.ClosesAt is { } closes && closes < now.AddDays(plan.InvitationDays) ? closes : now.AddDays(plan.InvitationDays);
        var keys = order.Invitees.Select(each => each.Key).ToList();
        var known = await context.Candidates.Where(row => row.OrganisationId == organisation.Id && keys.Contains(row.Email!)).ToDictionaryAsync(row => row.Email!, StringComparer.Ordinal, cancellationToken);
        var codes = (await context.Candidates.Where(row => row.OrganisationId == organisation.Id).Select(row => row.Code).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var held = (await context.Invitations.Where(row => row.Revision!.AssessmentId == revision.AssessmentId && row.RevokedAt == null && (row.UsedAt != null || row.ExpiresAt > now) && keys.Contains(row.Candidate!.Email!))
            .Select(row => new { row.Candidate!.Email, row.UsedAt }).ToListAsync(cancellationToken)).GroupBy(row => row.Email!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Any(row => row.UsedAt != null), StringComparer.Ordinal);
        List<InviteOutcome> outcomes = [];
        var added = new HashSet<string>(StringComparer.Ordinal);
        foreach (var invitee in order.Invitees)
        {
            var why = invitee.Refuse() ?? (!added.Add(invitee.Key) ? "The address stands here twice; the first one counts."
                : !held.TryGetValue(invitee.Key, out var used) ? null : used ? "Has used an invitation to this assessment already." : "Is invited already. Send that invitation again instead.");
            if (why is not null)
            {
                outcomes.Add(new(invitee, null, why));
                continue;
            }
            if (!known.TryGetValue(invitee.Key, out var candidate))
                context.Candidates.Add(candidate = new() { Id = Guid.CreateVersion7(), OrganisationId = organisation.Id, Code = CandidateCodes.Draw(codes), Email = invitee.Key, CreatedAt = now });
            if (invitee.Name?.Trim() is { Length: > 0 } name)
                candidate.Name = name;
            if (invitee.TimeFactor is { } factor && candidate.TimeFactor != factor)
            {
                candidate.TimeFactor = factor;
                context.AuditEntries.Add(audit.Entry(AuditActions.TimeFactorSet, order.By, candidate.Id, TimeFactors.Say(factor)));
            }
            var (token, hash) = InvitationTokens.New();
            var link = mails.Link(order.Site, token);
            var invitation = new Invitation { Id = Guid.CreateVersion7(), CandidateId = candidate.Id, RevisionId = revision.Id, TokenHash = hash, CreatedBy = order.By, CreatedAt = now, ExpiresAt = expires, ExternalId = invitee.ExternalId };
            context.Invitations.Add(invitation);
            mails.Add(context, candidate, invitation, organisation.Name, revision.Name, plan, link);
            context.AuditEntries.Add(audit.Entry(AuditActions.Invited, order.By, candidate.Id, $"{revision.Name}, revision {revision.Number}"));
            await events.AddAsync(context, organisation.Id, HiringEventNames.InvitationSent, sitting: null,
                new { invitation = invitation.Id, assessment = revision.AssessmentId, revision = revision.Number, candidate = candidate.Code, externalId = invitee.ExternalId, expires }, cancellationToken);
            outcomes.Add(new(invitee, new(invitation.Id, candidate.Id, candidate.Code, invitee.Key, candidate.Name, token, link, expires), null));
        }
        return outcomes;
    }
}
