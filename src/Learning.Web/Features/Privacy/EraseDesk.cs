using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings.Seats;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Privacy;

/// <summary>What erasing would take away, for the sentence above the button.</summary>
internal sealed record ErasureView(string Code, bool HasAddress, int Invitations, int Sittings, int Submissions, int Markings, int Decisions);

/// <summary>Erasure on request: of the team for a candidate of their organisation, and of candidates for themselves.</summary>
internal sealed class EraseDesk(IDbContextFactory<LabContext> contexts, HiringTeam team, CurrentSeat seat, Erasure erasure)
{
    public const string NotHere = "This candidate is not here any more.";

    /// <summary>Null for a candidate of somebody else.</summary>
    public async Task<ErasureView?> FindAsync(Guid candidate, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await team.FindAsync(context, cancellationToken) is { } standing
            ? await ViewAsync(context, context.Candidates.Where(row => row.Id == candidate && standing.OrganisationIds.Contains(row.OrganisationId)), cancellationToken) : null;
    }

    /// <summary>Why not, or null.</summary>
    public async Task<string?> EraseAsync(Guid candidate, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await team.FindAsync(context, cancellationToken) is not { } standing
            || !await context.Candidates.AnyAsync(row => row.Id == candidate && standing.OrganisationIds.Contains(row.OrganisationId), cancellationToken))
            return NotHere;
        return await erasure.EraseAsync(candidate, standing.Id, cancellationToken) ? null : NotHere;
    }

    /// <summary>For the candidate in whose seat this browser is; null when it has none, or another device has it.</summary>
    public async Task<ErasureView?> FindOwnAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await seat.FindAsync() is { } taken ? await ViewAsync(context, Own(context, taken), cancellationToken) : null;
    }

    public async Task<bool> EraseOwnAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await seat.FindAsync() is { } taken && await Own(context, taken).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken) is { } me
            && await erasure.EraseAsync(me, by: null, cancellationToken);
    }

    private static IQueryable<Candidate> Own(LabContext context, TakenSeat taken) => context.Candidates
        .Where(row => row.Invitations.Any(each => each.Sitting!.Id == taken.SittingId && each.Sitting.LearnerId == taken.LearnerId && each.Sitting.Seat == taken.Number));

    private static Task<ErasureView?> ViewAsync(LabContext context, IQueryable<Candidate> candidate, CancellationToken cancellationToken) => candidate.Select(row => new ErasureView(
        row.Code, row.Email != null, row.Invitations.Count, row.Invitations.Count(each => each.Sitting != null),
        context.Submissions.Count(each => row.Invitations.Any(invitation => invitation.Sitting!.LearnerId == each.LearnerId)),
        context.Markings.Count(each => row.Invitations.Any(invitation => invitation.Sitting!.Id == each.SittingId)),
        context.HiringDecisions.Count(each => row.Invitations.Any(invitation => invitation.Sitting!.Id == each.SittingId)))).FirstOrDefaultAsync(cancellationToken);
}
