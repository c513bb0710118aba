using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Privacy;

/// <summary>The ids under which a candidate stands in the database.</summary>
internal sealed record CandidateTraces(Guid Candidate, IReadOnlyList<Guid> Invitations, IReadOnlyList<Guid> Sittings, IReadOnlyList<Guid> Learners)
{
    public IReadOnlyList<Guid> Ids { get; } = [Candidate, .. Invitations, .. Sittings, .. Learners];

    public static async Task<CandidateTraces> FindAsync(LabContext context, Candidate candidate, CancellationToken cancellationToken)
    {
        var invitations = await context.Invitations.Where(row => row.CandidateId == candidate.Id).Select(row => row.Id).ToListAsync(cancellationToken);
        var sittings = await context.Sittings.Where(row => row.Invitation!.CandidateId == candidate.Id).Select(row => new { row.Id, row.LearnerId }).ToListAsync(cancellationToken);
        return new(candidate.Id, invitations, [.. sittings.Select(row => row.Id)], [.. sittings.Select(row => row.LearnerId)]);
    }
}
