using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Links;

/// <summary>An invitation's link: looking changes nothing, accepting works once.</summary>
internal sealed class LinkDesk(IDbContextFactory<LabContext> contexts, LinkLimits limits, AuditLog audit, TimeProvider time)
{
    public async Task<LinkView> LookAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (!limits.MayLook(http))
            return new(LinkState.TooMany);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, token, cancellationToken) is { } found)
            return found;
        limits.Missed(http);
        return new(LinkState.Unknown);
    }

    /// <summary>True when this press of the button was the first one: the browser then has the seat. Otherwise the link is looked at again.</summary>
    public async Task<bool> AcceptAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (!limits.MayLook(http))
            return false;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, token, cancellationToken) is not { State: LinkState.Open } link)
            return false;
        var now = time.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var (hash, id) = (InvitationTokens.Hash(token), link.InvitationId);
        // Of two clicks, or two devices, the database lets one through.
        var taken = await context.Invitations.Where(row => row.Id == id && row.TokenHash == hash && row.UsedAt == null && row.RevokedAt == null && row.ExpiresAt > now)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.UsedAt, now), cancellationToken);
        if (taken == 0)
            return false;
        var invitation = await context.Invitations.AsNoTracking().Where(row => row.Id == id).Select(row => new { row.RevisionId, row.Revision!.Plan, row.Candidate!.OrganisationId, row.CandidateId }).SingleAsync(cancellationToken);
        var sitting = SittingMaking.Add(context, invitation.OrganisationId, invitation.RevisionId, StoredJson.Read<AssessmentPlan>(invitation.Plan)!, id, previewBy: null, now);
        context.AuditEntries.Add(audit.Entry(AuditActions.InvitationUsed, actor: null, invitation.CandidateId, http.Connection.RemoteIpAddress?.ToString()));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await Seat.SignInAsync(http, sitting);
        return true;
    }

    private async Task<LinkView?> FindAsync(LabContext context, string token, CancellationToken cancellationToken)
    {
        if (token.Length > 100)
            return null;
        var hash = InvitationTokens.Hash(token);
        var row = await context.Invitations.AsNoTracking().Where(each => each.TokenHash == hash && each.Candidate!.AnonymisedAt == null).Select(each => new
        {
            each.Id, each.ExpiresAt, each.UsedAt, each.RevokedAt, each.Candidate!.Email, each.Candidate.TimeFactor, each.Revision!.Name, each.Revision.Plan,
            each.Revision.Assessment!.ArchivedAt, Organisation = each.Revision.Assessment.Organisation!.Name,
            Sitting = each.Sitting == null ? (Guid?)null : each.Sitting.Id,
        }).FirstOrDefaultAsync(cancellationToken);
        if (row is null)
            return null;
        var (now, plan) = (time.GetUtcNow(), StoredJson.Read<AssessmentPlan>(row.Plan)!);
        var state = row.RevokedAt is not null ? LinkState.Revoked
            : row.UsedAt is not null ? LinkState.Used
            : row.ArchivedAt is not null ? LinkState.Archived
            : row.ExpiresAt <= now ? LinkState.Expired
            : plan.OpensAt > now ? LinkState.NotYet
            : plan.ClosesAt <= now ? LinkState.Closed
            : LinkState.Open;
        return new(state)
        {
            InvitationId = row.Id, Organisation = row.Organisation, Assessment = row.Name, Contact = plan.Contact, ExpiresAt = row.ExpiresAt, OpensAt = plan.OpensAt, ClosesAt = plan.ClosesAt,
            Allowed = SittingTime.Allowed(plan.Minutes, row.TimeFactor), SittingId = row.Sitting, Address = Hidden(row.Email ?? ""),
        };
    }

    private static string Hidden(string email) => email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{email[0]}…{email[at..]}" : "";
}
