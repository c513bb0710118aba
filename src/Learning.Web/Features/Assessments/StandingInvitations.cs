using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Assessments;

/// <summary>What can be done to an invitation that was made. As with <see cref="Inviting"/>, whoever calls acts for the organisation; whose it is, is asked here.</summary>
internal sealed class StandingInvitations(IDbContextFactory<LabContext> contexts, TaskFaults faults, InvitationMails mails, AuditLog audit, TimeProvider time)
{
    public const string NotHere = "This invitation is not here any more.";
    public const int MostDays = 90;

    /// <summary>A new link by mail. The old one leads nowhere from now on; one that had expired is good again.</summary>
    public async Task<(Invited? Invited, string? Refusal)> SendAgainAsync(Guid organisation, Guid id, Guid? by, Uri site, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HoldAsync(context, organisation, id, cancellationToken) is not { } row)
            return (null, NotHere);
        var (now, plan) = (time.GetUtcNow(), PlanText.Read(row.Revision!.Plan));
        if (await RefuseToSendAsync(context, row, plan, now, cancellationToken) is { } refusal)
            return (null, refusal);
        var (token, hash) = InvitationTokens.New();
        row.TokenHash = hash;
        if (row.UsedAt is null && row.ExpiresAt <= now)
            row.ExpiresAt = Until(plan, now.AddDays(plan.InvitationDays));
        await context.OutgoingMails.Where(mail => mail.InvitationId == id && mail.SentAt == null).ExecuteDeleteAsync(cancellationToken); // their link is dead
        var (candidate, link) = (row.Candidate!, mails.Link(site, token));
        mails.Add(context, candidate, row, row.Revision.Assessment!.Organisation!.Name, row.Revision.Name, plan, link);
        context.AuditEntries.Add(audit.Entry(AuditActions.InvitedAgain, by, candidate.Id, $"{row.Revision.Name}, revision {row.Revision.Number}"));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        mails.Ring();
        return (new(row.Id, candidate.Id, candidate.Code, candidate.Email!, candidate.Name, token, link, row.ExpiresAt), null);
    }

    /// <summary>The link leads nowhere from now on. Why not, or null; revoking twice is revoking once.</summary>
    public async Task<string?> RevokeAsync(Guid organisation, Guid id, Guid? by, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HoldAsync(context, organisation, id, cancellationToken) is not { } row)
            return NotHere;
        if (row.UsedAt is not null)
            return "The candidate has used this link, so there is nothing to revoke. What they have begun goes on.";
        if (row.RevokedAt is not null)
            return null;
        row.RevokedAt = time.GetUtcNow();
        row.TokenHash = InvitationTokens.New().Hash; // nobody has it
        await context.OutgoingMails.Where(mail => mail.InvitationId == id && mail.SentAt == null).ExecuteDeleteAsync(cancellationToken);
        context.AuditEntries.Add(audit.Entry(AuditActions.InvitationRevoked, by, row.CandidateId, $"{row.Revision!.Name}, revision {row.Revision.Number}"));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>The same link, good for <paramref name="days"/> more days from now or from its end, whichever is later.</summary>
    public async Task<string?> ExtendAsync(Guid organisation, Guid id, int days, Guid? by, CancellationToken cancellationToken)
    {
        if (days is < 1 or > MostDays)
            return $"An invitation is extended by 1 to {MostDays} days.";
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HoldAsync(context, organisation, id, cancellationToken) is not { } row)
            return NotHere;
        if (row.UsedAt is not null || row.RevokedAt is not null)
            return row.UsedAt is not null ? "The candidate has used this link already." : "This invitation is revoked. Invite the candidate anew instead.";
        var (now, plan) = (time.GetUtcNow(), PlanText.Read(row.Revision!.Plan));
        if (plan.ClosesAt <= now)
            return "The window of the published assessment is over. Give it a new one, publish again, and invite anew.";
        var until = Until(plan, (row.ExpiresAt > now ? row.ExpiresAt : now).AddDays(days));
        if (until <= row.ExpiresAt)
            return "The window of the assessment ends then; an invitation cannot be good for longer.";
        row.ExpiresAt = until;
        await context.OutgoingMails.Where(mail => mail.InvitationId == id && mail.SentAt == null).ExecuteUpdateAsync(mail => mail.SetProperty(each => each.ExpiresAt, until), cancellationToken);
        context.AuditEntries.Add(audit.Entry(AuditActions.InvitationExtended, by, row.CandidateId, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC")));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private async Task<string?> RefuseToSendAsync(LabContext context, Invitation row, AssessmentPlan plan, DateTimeOffset now, CancellationToken cancellationToken) => row switch
    {
        { RevokedAt: not null } => "This invitation is revoked. Invite the candidate anew instead.",
        { Candidate.Email: null } => "The candidate was made anonymous; there is no address to send to.",
        { Sitting.HandedInAt: not null } => "The candidate has handed in already.",
        { UsedAt: not null } => null, // another device: what they have begun goes on
        { Revision.Assessment.ArchivedAt: not null } => "This assessment is archived. Take it back first, then send.",
        _ when plan.ClosesAt <= now => "The window of the published assessment is over. Give it a new one, publish again, and invite anew.",
        _ => await faults.FindAsync(context, plan, published: true, cancellationToken) is [var first, ..] ? $"Nobody can be invited to this revision now. {first}" : null,
    };

    private static DateTimeOffset Until(AssessmentPlan plan, DateTimeOffset wanted) => plan.ClosesAt is { } closes && closes < wanted ? closes : wanted;

    /// <summary>Locked, so that a candidate who presses their button at the same moment comes before or after.</summary>
    private static async Task<Invitation?> HoldAsync(LabContext context, Guid organisation, Guid id, CancellationToken cancellationToken)
    {
        var rows = await context.Invitations.FromSql($"SELECT * FROM invitations WHERE id = {id} FOR UPDATE").ToListAsync(cancellationToken);
        if (rows is not [var row])
            return null;
        await context.Entry(row).Reference(each => each.Candidate).LoadAsync(cancellationToken);
        await context.Entry(row).Reference(each => each.Sitting).LoadAsync(cancellationToken);
        await context.Entry(row).Reference(each => each.Revision).Query().Include(each => each.Assessment!.Organisation).LoadAsync(cancellationToken);
        return row.Revision!.Assessment!.OrganisationId == organisation ? row : null;
    }
}
