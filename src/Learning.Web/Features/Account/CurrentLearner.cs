using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Learning.Web.Features.Account;

/// <summary>Who is looking at this page. Every query of theirs starts from this id.</summary>
internal sealed class CurrentLearner(AuthenticationStateProvider authentication)
{
    public async Task<Guid> GetIdAsync() => Id((await authentication.GetAuthenticationStateAsync()).User)
        ?? throw new InvalidOperationException("This request has no learner: cookies are switched off, or the page was not opened by a browser.");

    public async Task<string> GetNameAsync() => (await authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? "";

    public static Guid? Id(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
