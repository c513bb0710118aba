using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings;

/// <summary>Somebody who reads and marks candidates' work, as the database knows them now. <c>Hires</c>: The organisations that they also decide for.</summary>
internal sealed record MarkerStanding(Guid Id, string Name, IReadOnlyList<Guid> Organisations, IReadOnlyList<Guid> Hires);

/// <summary>
/// Hiring managers and mentors of an organisation mark for it; asked at every single act. A role of the whole site marks for nobody.
/// </summary>
internal sealed class Markers(CurrentLearner current)
{
    private static readonly string[] Marking = [Roles.HiringManager, Roles.Mentor];

    /// <summary>Null when whoever looks marks for nobody now.</summary>
    public async Task<MarkerStanding?> FindAsync(LabContext context, CancellationToken cancellationToken)
    {
        var me = await current.GetIdAsync();
        var found = await context.People.AsNoTracking().Where(person => person.Id == me && person.DisabledAt == null)
            .Select(person => new { person.Name, Rows = person.Memberships.Where(row => Marking.Contains(row.Role)).Select(row => new { row.OrganisationId, row.Role }).ToList() })
            .FirstOrDefaultAsync(cancellationToken);
        return found is not { Rows.Count: > 0 } ? null
            : new(me, found.Name, [.. found.Rows.Select(row => row.OrganisationId).Distinct()], [.. found.Rows.Where(row => row.Role == Roles.HiringManager).Select(row => row.OrganisationId)]);
    }

    /// <summary>The sittings that a marker may know of. A manager's own preview is none.</summary>
    public static IQueryable<Sitting> Of(LabContext context, MarkerStanding marker)
    {
        var organisations = marker.Organisations;
        return context.Sittings.Where(sitting => sitting.InvitationId != null && organisations.Contains(sitting.OrganisationId));
    }

    /// <summary>Everybody who could mark for an organisation today.</summary>
    public static IQueryable<Guid> In(LabContext context, Guid organisation) =>
        context.Memberships.Where(row => row.OrganisationId == organisation && Marking.Contains(row.Role) && row.Person!.DisabledAt == null).Select(row => row.PersonId).Distinct();
}
