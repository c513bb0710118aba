using System.Security.Claims;

namespace Learning.Web.Features.Integrations.Api;

/// <summary>The token that asks, and whose it is. Every query of the API starts from its organisation.</summary>
internal sealed record ApiCaller(Guid Token, Guid Organisation)
{
    public static ValueTask<ApiCaller> BindAsync(HttpContext context) => ValueTask.FromResult(new ApiCaller(Id(context.User, ApiAuthentication.Token), Id(context.User, ApiAuthentication.Organisation)));

    private static Guid Id(ClaimsPrincipal user, string claim) => Guid.Parse(user.FindFirstValue(claim) ?? throw new InvalidOperationException("An endpoint of the API was called without a token."));
}
