using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Reviews;

/// <summary>A mentor as the database knows them now. <c>OfTheSite</c>: for everybody's work; else for that of their organisations' members and of their own cohorts.</summary>
internal sealed record MentorStanding(Guid Id, string Name, bool OfTheSite, IReadOnlyList<Guid> Organisations);

/// <summary>
/// Asked at every single act, and not only when a page opens: a role that was taken away in the middle of work ends the next write.
/// </summary>
internal sealed class Mentors(CurrentLearner current)
{
    /// <summary>Null when whoever looks is no mentor now.</summary>
    public async Task<MentorStanding?> FindAsync(LabContext context, CancellationToken cancellationToken) => await FindAsync(context, await current.GetIdAsync(), cancellationToken);

    /// <summary>The same of somebody who need not be looking.</summary>
    public static async Task<MentorStanding?> FindAsync(LabContext context, Guid me, CancellationToken cancellationToken)
    {
        var found = await context.People.AsNoTracking().Where(person => person.Id == me && person.DisabledAt == null)
            .Select(person => new
            {
                person.Name,
                OfTheSite = person.Roles.Any(row => row.Role == Roles.Mentor),
                Organisations = person.Memberships.Where(row => row.Role == Roles.Mentor).Select(row => row.OrganisationId).ToList(),
            }).FirstOrDefaultAsync(cancellationToken);
        return found is null || (!found.OfTheSite && found.Organisations.Count == 0) ? null : new(me, found.Name, found.OfTheSite, found.Organisations);
    }

    /// <summary>The reviews that a mentor may know of: never their own work, and never another organisation's.</summary>
    public static IQueryable<Review> Of(LabContext context, MentorStanding mentor)
    {
        var (me, _, all, organisations) = mentor;
        return context.Reviews.Where(review => review.LearnerId != me && (all
            || context.Memberships.Any(row => row.PersonId == review.LearnerId && organisations.Contains(row.OrganisationId))
            || context.CohortMembers.Any(row => row.LearnerId == review.LearnerId && row.Cohort!.MentorId == me)));
    }
}
