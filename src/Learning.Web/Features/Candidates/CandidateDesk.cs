using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Candidates;

/// <summary>One invitation of a candidate, and how far they are with it. No result stands here, and no code: who marks must not learn who it is.</summary>
internal sealed record CandidateSitting(Guid AssessmentId, string Assessment, int Revision, DateTimeOffset InvitedAt, InvitationState State, DateTimeOffset? HandedInAt);

internal sealed record CandidateView(
    Guid Id, string Organisation, string? Name, string? Email, decimal TimeFactor, DateTimeOffset CreatedAt, DateTimeOffset? AnonymisedAt, IReadOnlyList<CandidateSitting> Sittings, IReadOnlyList<AuditRow> Log)
{
    public string Who => Name ?? Email ?? "Made anonymous";
}

/// <summary>What a hiring manager may know and change about a candidate of their organisations.</summary>
internal sealed class CandidateDesk(IDbContextFactory<LabContext> contexts, HiringTeam team, AuditLog audit, AuditDesk log, TimeProvider time)
{
    public async Task<CandidateView?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } me
            || await context.Candidates.AsNoTracking().Include(row => row.Organisation).FirstOrDefaultAsync(row => row.Id == id && me.OrganisationIds.Contains(row.OrganisationId), cancellationToken) is not { } found)
            return null;
        var now = time.GetUtcNow();
        var rows = await context.Invitations.AsNoTracking().Where(row => row.CandidateId == id).OrderByDescending(row => row.CreatedAt).Select(row => new
        {
            row.Revision!.AssessmentId, row.Revision.Name, row.Revision.Number, row.CreatedAt, row.UsedAt, row.RevokedAt, row.ExpiresAt,
            Status = row.Sitting == null ? null : (SittingStatus?)row.Sitting.Status, HandedInAt = row.Sitting == null ? null : row.Sitting.HandedInAt,
        }).ToListAsync(cancellationToken);
        return new(id, found.Organisation!.Name, found.Name, found.Email, found.TimeFactor, found.CreatedAt, found.AnonymisedAt,
            [.. rows.Select(row => new CandidateSitting(row.AssessmentId, row.Name, row.Number, row.CreatedAt, InvitationRow.StateOf(row.UsedAt, row.RevokedAt, row.ExpiresAt, row.Status, now), row.HandedInAt))],
            await log.AboutAsync(id, cancellationToken));
    }

    /// <summary>
    /// From the next start on, and at once where a clock runs: that one gets the time that it lacks. A smaller factor takes no time away from
    /// what has begun. Answers how many clocks got time, or why nothing was changed.
    /// </summary>
    public async Task<(int Clocks, string? Refusal)> SetFactorAsync(Guid id, decimal factor, CancellationToken cancellationToken)
    {
        if (factor is < 1 or > 4)
            return (0, TimeFactors.OutOfRange);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } me
            || await context.Candidates.FirstOrDefaultAsync(row => row.Id == id && me.OrganisationIds.Contains(row.OrganisationId), cancellationToken) is not { } found)
            return (0, "This candidate is not here any more.");
        if (found.AnonymisedAt is not null)
            return (0, "This candidate was made anonymous; nothing of theirs can be changed.");
        if (found.TimeFactor == factor)
            return (0, null);
        context.AuditEntries.Add(audit.Entry(AuditActions.TimeFactorSet, me.Id, id, $"{TimeFactors.Say(found.TimeFactor)} → {TimeFactors.Say(factor)}"));
        found.TimeFactor = factor;
        var clocks = await GiveTimeAsync(context, id, factor, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (clocks, null);
    }

    private static async Task<int> GiveTimeAsync(LabContext context, Guid candidate, decimal factor, CancellationToken cancellationToken)
    {
        // Locked, so that a clock that ends at the same moment ends before or after.
        var open = await context.Sittings.FromSql(
            $"""
             SELECT * FROM sittings WHERE status IN ('Running', 'Defending') AND invitation_id IN (SELECT id FROM invitations WHERE candidate_id = {candidate}) FOR UPDATE
             """).ToListAsync(cancellationToken);
        var given = 0;
        foreach (var sitting in open)
        {
            await context.Entry(sitting).Reference(row => row.Revision).LoadAsync(cancellationToken);
            var allowed = (int)SittingTime.Allowed(PlanText.Read(sitting.Revision!.Plan).Minutes, factor).TotalSeconds;
            var answers = await context.DefenceQuestions.Where(row => row.SittingId == sitting.Id && row.AnsweredAt == null).ToListAsync(cancellationToken);
            var before = (sitting.AllowedSeconds, answers.Sum(row => row.AllowedSeconds));
            if (sitting.Status == SittingStatus.Running)
                sitting.AllowedSeconds = Math.Max(sitting.AllowedSeconds ?? 0, allowed);
            foreach (var answer in answers.Where(row => row.AllowedSeconds > 0))
                answer.AllowedSeconds = Math.Max(answer.AllowedSeconds, (int)SittingTime.Allowed(SittingTime.DefenceMinutes, factor).TotalSeconds);
            given += before == (sitting.AllowedSeconds, answers.Sum(row => row.AllowedSeconds)) ? 0 : 1;
        }
        return given;
    }
}
