using System.Security.Claims;
using Learning.Web.Data;
using Learning.Web.Features.Sittings.Seats;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Account;

/// <summary>What the database says about the owner of a cookie. Roles are sorted.</summary>
internal sealed record Standing(string SecurityStamp, string Name, IReadOnlyList<string> Roles);

/// <summary>
/// Whether somebody may still be who their cookie says. Asked at every request and, for open pages, by <see cref="CircuitAuthentication"/>:
/// a cookie is only a claim, and one that was copied, or whose person was disabled or has registered since, is worth nothing.
/// </summary>
internal sealed class Standings(IDbContextFactory<LabContext> contexts, DemoPeople demo, TimeProvider time)
{
    public const string StampClaim = "stamp";

    /// <summary>Null when there is no such person, or they are kept out.</summary>
    public async Task<Standing?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Database.SqlQuery<StandingRow>(
            $"""
             SELECT security_stamp AS "SecurityStamp", name AS "Name", is_demo AS "IsDemo",
                    ARRAY(SELECT role FROM person_roles WHERE person_id = id UNION SELECT role FROM memberships WHERE person_id = id) AS "Roles"
             FROM people WHERE id = {id} AND disabled_at IS NULL
             """).ToListAsync(cancellationToken);
        return found is not [var row] || (row.IsDemo && !demo.AreAllowed) ? null
            : new(row.SecurityStamp, row.Name, [.. row.Roles.Append(Roles.Learner).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private sealed record StandingRow(string SecurityStamp, string Name, bool IsDemo, string[] Roles);

    /// <summary>Null when the principal is nobody any more; the principal itself when nothing has changed.</summary>
    public async Task<ClaimsPrincipal?> RenewAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (CurrentLearner.Id(user) is not { } id)
            return null;
        if (Seat.Is(user))
            return await HasSeatAsync(user, cancellationToken) ? user : null;
        if (!CurrentLearner.IsPerson(user))
            return await IsAnonymousAsync(id, cancellationToken) ? user : null;
        if (await FindAsync(id, cancellationToken) is not { } standing || user.FindFirstValue(StampClaim) != standing.SecurityStamp)
            return null;
        var roles = user.FindAll(ClaimTypes.Role).Select(claim => claim.Value).Order(StringComparer.Ordinal);
        return user.Identity?.Name == standing.Name && roles.SequenceEqual(standing.Roles, StringComparer.Ordinal) ? user : PersonClaims.Renew(user, standing);
    }

    private async Task<bool> HasSeatAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Seat.StateAsync(context, user, time.GetUtcNow(), cancellationToken) == SeatState.Open;
    }

    private async Task<bool> IsAnonymousAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Learners.AnyAsync(learner => learner.Id == id && learner.MovedTo == null && !context.People.Any(person => person.Id == id), cancellationToken);
    }

    public static async Task ValidateCookieAsync(CookieValidatePrincipalContext cookie)
    {
        var http = cookie.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return; // the same for everybody
        var renewed = await http.RequestServices.GetRequiredService<Standings>().RenewAsync(cookie.Principal!, http.RequestAborted);
        if (renewed is null)
        {
            cookie.RejectPrincipal();
            await http.SignOutAsync(cookie.Scheme.Name);
        }
        else if (renewed != cookie.Principal)
        {
            cookie.ReplacePrincipal(renewed);
            cookie.ShouldRenew = true;
        }
    }
}
