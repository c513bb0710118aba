using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Privacy;

/// <summary>
/// Erases a candidate: afterwards no row of any table refers to them, and nothing says their name or address. The audit log keeps that it was
/// done, with an id that is nobody's any more. Exports are made when they are asked for and never kept, so no file is left behind.
/// </summary>
internal sealed class Erasure(IDbContextFactory<LabContext> contexts, AuditLog audit)
{
    /// <summary>False when there is no such candidate. Whoever calls has made sure that the caller may. <paramref name="by"/>: null for the candidate.</summary>
    public async Task<bool> EraseAsync(Guid candidate, Guid? by, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Held, so that no invitation and no sitting is added while this one is taken away.
        if (await context.Candidates.FromSql($"SELECT * FROM candidates WHERE id = {candidate} FOR UPDATE").AsNoTracking().ToListAsync(cancellationToken) is not [var found])
            return false;
        await context.Invitations.FromSql($"SELECT * FROM invitations WHERE candidate_id = {candidate} FOR UPDATE").AsNoTracking().ToListAsync(cancellationToken);
        var traces = await CandidateTraces.FindAsync(context, found, cancellationToken);
        await RemoveMentionsAsync(context, found, traces, cancellationToken);
        // A learner takes the sitting along, with work, evidence, labs, events, markings, decisions and appeals.
        await context.Learners.Where(row => traces.Learners.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        await context.Candidates.Where(row => row.Id == candidate).ExecuteDeleteAsync(cancellationToken);
        context.AuditEntries.Add(audit.Entry(AuditActions.CandidateErased, by, candidate));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// What names them without a foreign key: messages to webhooks, notifications of the team, mails, texts of the audit log. Whatever writes to the log
    /// writes ids and no names, so that ids find it all; somebody's name may be a syllable of everybody else's entries.
    /// </summary>
    private static async Task RemoveMentionsAsync(LabContext context, Candidate candidate, CandidateTraces traces, CancellationToken cancellationToken)
    {
        foreach (var id in traces.Ids.Select(each => each.ToString()))
        {
            await context.WebhookDeliveries.Where(row => row.Payload.Contains(id)).ExecuteDeleteAsync(cancellationToken);
            await context.Notifications.Where(row => row.Link.Contains(id)).ExecuteDeleteAsync(cancellationToken);
            await context.AuditEntries.Where(row => row.Detail!.Contains(id)).ExecuteUpdateAsync(row => row.SetProperty(each => each.Detail, (string?)null), cancellationToken);
        }
        await context.AuditEntries.Where(row => traces.Ids.Contains(row.SubjectId!.Value)).ExecuteUpdateAsync(row => row.SetProperty(each => each.Detail, (string?)null), cancellationToken);
        // The organisation's other mails to the same address are about the same person; an account with it is somebody's own.
        await context.OutgoingMails.Where(row => row.PersonId == null && row.CandidateId == null && row.Recipient == candidate.Email).ExecuteDeleteAsync(cancellationToken);
    }
}
