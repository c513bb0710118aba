using System.Globalization;
using Learning.Web.Data;
using Learning.Web.Features.Mail;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Assessments;

/// <summary>A hiring manager's hand on the invitations of one assessment. Which organisation they act for is asked at every act.</summary>
internal sealed class InvitationDesk(
    IDbContextFactory<LabContext> contexts, HiringTeam team, Inviting inviting, StandingInvitations standing, TaskFaults faults, MailOutbox outbox, TimeProvider time)
{
    public async Task<InvitationsView?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, id, cancellationToken) is not { } row)
            return null;
        var now = time.GetUtcNow();
        var revision = await context.AssessmentRevisions.AsNoTracking().Where(each => each.AssessmentId == id && each.Number > 0).OrderByDescending(each => each.Number).FirstOrDefaultAsync(cancellationToken);
        var rows = await context.Invitations.AsNoTracking().Where(each => each.Revision!.AssessmentId == id).OrderByDescending(each => each.CreatedAt).ThenByDescending(each => each.Id).Select(each => new
        {
            each.Id, each.CandidateId, each.Candidate!.Name, each.Candidate.Email, each.Candidate.TimeFactor, each.Revision!.Number, each.CreatedAt, each.ExpiresAt, each.UsedAt, each.RevokedAt,
            Sitting = each.Sitting == null ? null : new { each.Sitting.Status, each.Sitting.StartedAt, each.Sitting.TasksClosedAt, each.Sitting.HandedInAt },
            Mail = context.OutgoingMails.Where(mail => mail.InvitationId == each.Id).OrderByDescending(mail => mail.CreatedAt).Select(mail => new MailProgress(mail.SentAt, mail.LastError, mail.Tries, mail.ExpiresAt)).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return new(id, row.Organisation!.Name, row.Name, revision?.Number, await BlockedAsync(context, row, revision, now, cancellationToken), outbox.IsOpen, [.. rows.Select(each =>
        {
            var state = InvitationRow.StateOf(each.UsedAt, each.RevokedAt, each.ExpiresAt, each.Sitting?.Status, now);
            DateTimeOffset? since = state switch
            {
                InvitationState.Revoked => each.RevokedAt,
                InvitationState.Running => each.Sitting!.StartedAt,
                InvitationState.Answering => each.Sitting!.TasksClosedAt,
                InvitationState.HandedIn => each.Sitting!.HandedInAt,
                _ => each.UsedAt,
            };
            return new InvitationRow(each.Id, each.CandidateId, each.Name, each.Email, each.TimeFactor, each.Number, each.CreatedAt, each.ExpiresAt, state, since, each.Mail);
        })]);
    }

    public Task<InvitingReport> InviteAsync(Guid id, Invitee invitee, Uri site, CancellationToken cancellationToken) => InviteAsync(id, [new(0, invitee, null)], site, cancellationToken);

    public async Task<InvitingReport> InviteManyAsync(Guid id, string csv, Uri site, CancellationToken cancellationToken)
    {
        var (refusal, rows) = CsvInvitees.Read(csv);
        return refusal is not null ? InvitingReport.Refuse(refusal) : await InviteAsync(id, rows, site, cancellationToken);
    }

    public async Task<(Invited? Invited, string? Refusal)> SendAgainAsync(Guid invitation, Uri site, CancellationToken cancellationToken) =>
        await OfAsync(invitation, cancellationToken) is { } found ? await standing.SendAgainAsync(found.Organisation, invitation, found.Me, site, cancellationToken) : (null, StandingInvitations.NotHere);

    public async Task<string?> RevokeAsync(Guid invitation, CancellationToken cancellationToken) =>
        await OfAsync(invitation, cancellationToken) is { } found ? await standing.RevokeAsync(found.Organisation, invitation, found.Me, cancellationToken) : StandingInvitations.NotHere;

    public async Task<string?> ExtendAsync(Guid invitation, int days, CancellationToken cancellationToken) =>
        await OfAsync(invitation, cancellationToken) is { } found ? await standing.ExtendAsync(found.Organisation, invitation, days, found.Me, cancellationToken) : StandingInvitations.NotHere;

    private async Task<InvitingReport> InviteAsync(Guid id, IReadOnlyList<CsvRow> rows, Uri site, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } me || await FindAsync(context, id, cancellationToken) is not { } assessment)
            return InvitingReport.Refuse(PlanRules.NotHere);
        var good = rows.Where(row => row.Invitee is not null).ToList();
        var answer = await inviting.InviteAsync(new(assessment.OrganisationId, id, [.. good.Select(row => row.Invitee!)], me.Id, site), cancellationToken);
        if (answer.Refusal is not null)
            return InvitingReport.Refuse(answer.Refusal);
        var unused = rows.Where(row => row.Fault is not null).Select(row => (row.Line, Why: row.Fault!))
            .Concat(answer.Outcomes.Zip(good).Where(each => each.First.Refusal is not null).Select(each => (each.Second.Line, Why: $"{each.First.Invitee.Email}: {each.First.Refusal}")))
            .OrderBy(each => each.Line).Select(each => each.Line == 0 ? each.Why : string.Create(CultureInfo.InvariantCulture, $"Line {each.Line}: {each.Why}"));
        return new([.. answer.Outcomes.Select(outcome => outcome.Invited).OfType<Invited>()], [.. unused]);
    }

    private async Task<string?> BlockedAsync(LabContext context, Assessment row, AssessmentRevision? revision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (row.ArchivedAt is not null)
            return "This assessment is archived, so nobody can be invited. Take it back on its plan's page.";
        if (revision is null)
            return "Nobody can be invited before the plan is published.";
        var plan = PlanText.Read(revision.Plan);
        if (plan.ClosesAt <= now)
            return "The window of the published plan is over. Give it a new one and publish again.";
        return await faults.FindAsync(context, plan, published: true, cancellationToken) is { Count: > 0 } found ? string.Join(' ', found) : null;
    }

    private async Task<(Guid Organisation, Guid Me)?> OfAsync(Guid invitation, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } me)
            return null;
        var found = await context.Invitations.Where(row => row.Id == invitation && me.OrganisationIds.Contains(row.Candidate!.OrganisationId)).Select(row => (Guid?)row.Candidate!.OrganisationId).FirstOrDefaultAsync(cancellationToken);
        return found is { } organisation ? (organisation, me.Id) : null;
    }

    private async Task<Assessment?> FindAsync(LabContext context, Guid id, CancellationToken cancellationToken) => await team.FindAsync(context, cancellationToken) is { } me
        ? await context.Assessments.AsNoTracking().Include(row => row.Organisation).FirstOrDefaultAsync(row => row.Id == id && me.OrganisationIds.Contains(row.OrganisationId), cancellationToken) : null;
}
