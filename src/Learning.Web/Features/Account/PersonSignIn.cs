using System.Security.Claims;
using Learning.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Account;

/// <summary>Signing in takes the browser's anonymous work over, whichever way it happened, and keeps the disabled out.</summary>
internal sealed class PersonSignIn(
    UserManager<Person> users, IHttpContextAccessor accessor, IUserClaimsPrincipalFactory<Person> claims, IOptions<IdentityOptions> identity,
    ILogger<SignInManager<Person>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Person> confirmation, WorkTakeover takeover, DemoPeople demo)
    : SignInManager<Person>(users, accessor, claims, identity, logger, schemes, confirmation)
{
    public override Task<bool> CanSignInAsync(Person user) => Task.FromResult(user.DisabledAt is null && (!user.IsDemo || demo.AreAllowed));

    public override async Task SignInWithClaimsAsync(Person user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        if (await AnonymousLearners.FindAsync(Context) is { } learner && learner != user.Id)
            await takeover.MoveAsync(learner, user.Id, Context.RequestAborted);
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        await Context.SignOutAsync(AnonymousLearners.Scheme);
    }
}
