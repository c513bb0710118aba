using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Learning.Web.Features.Account;

/// <summary>Who is looking at this page. Every query of theirs starts from this id, and a person's is their learner's.</summary>
internal sealed class CurrentLearner(AuthenticationStateProvider authentication)
{
    public async Task<Guid> GetIdAsync() => Id((await authentication.GetAuthenticationStateAsync()).User)
        ?? throw new InvalidOperationException("This request has no learner: cookies are switched off, the page was not opened by a browser, or its person was signed out.");

    /// <summary>Null where a page may be read by nobody in particular.</summary>
    public async Task<Guid?> FindIdAsync() => Id((await authentication.GetAuthenticationStateAsync()).User);

    public async Task<string> GetNameAsync() => (await authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? "";

    public static Guid? Id(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>Whether this is somebody with an account, and not a browser's learner.</summary>
    public static bool IsPerson(ClaimsPrincipal user) => user.IsInRole(Roles.Learner);
}
