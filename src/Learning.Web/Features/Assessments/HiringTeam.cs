using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Assessments;

/// <summary>A hiring manager as the database knows them now, with the organisations they hire for. Every query of hiring data starts from these.</summary>
internal sealed record HiringStanding(Guid Id, string Name, IReadOnlyList<HiringOrganisation> Organisations)
{
    public IReadOnlyList<Guid> OrganisationIds { get; } = [.. Organisations.Select(each => each.Id)];
}

internal sealed record HiringOrganisation(Guid Id, string Name);

/// <summary>
/// Asked at every single act, and not only when a page opens. The role holds in an organisation: a hiring manager of the site without one
/// hires for nobody, and an administrator of the site sees no candidates.
/// </summary>
internal sealed class HiringTeam(CurrentLearner current)
{
    /// <summary>Null when whoever looks hires for nobody now.</summary>
    public async Task<HiringStanding?> FindAsync(LabContext context, CancellationToken cancellationToken)
    {
        var me = await current.GetIdAsync();
        var found = await context.People.AsNoTracking().Where(person => person.Id == me && person.DisabledAt == null)
            .Select(person => new
            {
                person.Name,
                Organisations = person.Memberships.Where(row => row.Role == Roles.HiringManager).OrderBy(row => row.Organisation!.Name)
                    .Select(row => new HiringOrganisation(row.OrganisationId, row.Organisation!.Name)).ToList(),
            }).FirstOrDefaultAsync(cancellationToken);
        return found is { Organisations.Count: > 0 } ? new(me, found.Name, found.Organisations) : null;
    }
}
