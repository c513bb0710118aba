using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Privacy;

/// <summary>
/// Takes away what can tell who a candidate is, and keeps what an assessment is judged by: code, points, verdicts, figures, scores and outcomes.
/// Code counts as text, for comments and literals in it can name somebody; so do events, which replay how somebody types.
/// </summary>
internal sealed class Anonymity(IDbContextFactory<LabContext> contexts, AuditLog audit, TimeProvider time)
{
    public const string Gone = "Taken away when the time to keep it was over.";

    /// <summary>Texts of a sitting: by the candidate, about them, and recorded of them.</summary>
    public async Task TakeTextsAsync(Guid sitting, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Sittings.FromSql($"SELECT * FROM sittings WHERE id = {sitting} FOR UPDATE").AsNoTracking().ToListAsync(cancellationToken) is not [var row])
            return;
        await TakeWorkAsync(context, row.LearnerId, cancellationToken);
        await TakeJudgementsAsync(context, sitting, cancellationToken);
        await context.SittingEvents.Where(each => each.SittingId == sitting).ExecuteDeleteAsync(cancellationToken);
        await context.WebhookDeliveries.Where(each => each.SittingId == sitting).ExecuteDeleteAsync(cancellationToken);
        await context.DefenceQuestions.Where(each => each.SittingId == sitting).ExecuteUpdateAsync(each => each.SetProperty(it => it.Answer, (string?)null), cancellationToken);
        await context.Sittings.Where(each => each.Id == sitting).ExecuteUpdateAsync(each => each.SetProperty(it => it.AiDeclaration, (string?)null).SetProperty(it => it.AnonymisedAt, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Name, address, the accommodation, and what another system calls them. False when it is not the time: they were invited anew just now.</summary>
    public async Task<bool> TakeNameAsync(Guid candidate, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Candidates.FromSql($"SELECT * FROM candidates WHERE id = {candidate} FOR UPDATE").ToListAsync(cancellationToken) is not [{ AnonymisedAt: null } row]
            || await Retention.ListAsync(context, row.OrganisationId, cancellationToken, candidate) is not [{ Until: { } until }] || until > now)
            return false;
        (row.Email, row.Name, row.TimeFactor, row.AnonymisedAt) = (null, null, 1, now);
        var invitations = context.Invitations.Where(each => each.CandidateId == candidate);
        await context.OutgoingMails.Where(each => each.CandidateId == candidate || invitations.Any(invitation => invitation.Id == each.InvitationId)).ExecuteDeleteAsync(cancellationToken);
        await context.ApiAnswers.Where(each => invitations.Any(invitation => invitation.Id == each.InvitationId)).ExecuteDeleteAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"UPDATE invitations SET external_id = NULL WHERE candidate_id = {candidate}", cancellationToken);
        context.AuditEntries.Add(audit.Entry(AuditActions.CandidateAnonymised, actor: null, candidate));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task TakeWorkAsync(LabContext context, Guid learner, CancellationToken cancellationToken)
    {
        await context.Drafts.Where(each => each.LearnerId == learner).ExecuteDeleteAsync(cancellationToken);
        await context.Evidence.Where(each => context.Submissions.Any(row => row.Id == each.SubmissionId && row.LearnerId == learner)).ExecuteDeleteAsync(cancellationToken);
        await context.Rejudgements.Where(each => context.Submissions.Any(row => row.Id == each.SubmissionId && row.LearnerId == learner)).ExecuteDeleteAsync(cancellationToken);
        await context.Postmortems.Where(each => context.IncidentSessions.Any(row => row.Id == each.SessionId && row.LearnerId == learner)).ExecuteDeleteAsync(cancellationToken);
        await context.IncidentSessions.Where(each => each.LearnerId == learner).ExecuteUpdateAsync(each => each.SetProperty(it => it.Record, (byte[]?)null), cancellationToken);
        // Of a report, checks and figures stay; statements, plans and output of the candidate's own program go, and what a compiler or an exception quotes of it.
        await context.Database.ExecuteSqlAsync(
            $$"""
              UPDATE submissions SET source = '', progress = NULL,
                  report = CASE WHEN report IS NULL THEN NULL ELSE jsonb_set(report - 'visible' - 'comments', '{outcome}', jsonb_build_object('kind', report -> 'outcome' -> 'kind')) END
              WHERE learner_id = {{learner}}
              """, cancellationToken);
    }

    private static async Task TakeJudgementsAsync(LabContext context, Guid sitting, CancellationToken cancellationToken)
    {
        await context.MarkingTalks.Where(each => each.SittingId == sitting).ExecuteUpdateAsync(each => each.SetProperty(it => it.Note, Gone), cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""
             UPDATE markings SET scores = coalesce((SELECT jsonb_object_agg(key, CASE WHEN jsonb_typeof(value) = 'object' THEN value - 'note' ELSE value END) FROM jsonb_each(scores)), scores)
             WHERE sitting_id = {sitting} AND jsonb_typeof(scores) = 'object'
             """, cancellationToken);
        await context.Database.ExecuteSqlAsync($"UPDATE hiring_decisions SET reasons = {Gone} WHERE sitting_id = {sitting}", cancellationToken);
        await context.Database.ExecuteSqlAsync($"UPDATE appeals SET reason = {Gone}, answer = CASE WHEN answer IS NULL THEN NULL ELSE {Gone} END, rejudged = NULL WHERE sitting_id = {sitting}", cancellationToken);
    }
}
