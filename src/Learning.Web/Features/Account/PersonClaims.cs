using System.Security.Claims;
using Learning.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace Learning.Web.Features.Account;

/// <summary>What a person's cookie says. Roles are those of the site and of the person's organisations together; where they hold is asked at the object.</summary>
internal sealed class PersonClaims(Standings standings) : IUserClaimsPrincipalFactory<Person>
{
    public async Task<ClaimsPrincipal> CreateAsync(Person user) =>
        Of(user.Id, await standings.FindAsync(user.Id, CancellationToken.None) ?? throw new InvalidOperationException($"Person {user.Id} is kept out and cannot be signed in."));

    public static ClaimsPrincipal Renew(ClaimsPrincipal user, Standing standing)
    {
        var renewed = Of(CurrentLearner.Id(user)!.Value, standing);
        ((ClaimsIdentity)renewed.Identity!).AddClaims(user.FindAll(claim => claim.Type is ClaimTypes.AuthenticationMethod or "amr"));
        return renewed;
    }

    private static ClaimsPrincipal Of(Guid id, Standing standing)
    {
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, id.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, standing.Name));
        identity.AddClaim(new(Standings.StampClaim, standing.SecurityStamp));
        identity.AddClaims(standing.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        return new(identity);
    }
}
