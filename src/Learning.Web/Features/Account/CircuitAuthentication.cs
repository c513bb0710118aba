using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Account;

/// <summary>
/// An open page has no requests that a cookie could be checked at, so it asks by itself. When the answer is another than at its start, the page
/// has no user from then on, and <c>SignedOutWatch</c> loads it anew: then as whoever the browser is now.
/// </summary>
internal sealed class CircuitAuthentication(ILoggerFactory loggers, Standings standings, IOptions<AccountOptions> options) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromSeconds(options.Value.RevalidationSeconds);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await standings.RenewAsync(authenticationState.User, cancellationToken) == authenticationState.User;
}
