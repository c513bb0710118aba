using Learning.Web.Features.Integrations.Tracking;
using Microsoft.AspNetCore.Authorization;

namespace Learning.Web.Features.Integrations.Api;

internal static class ApiRoutes
{
    public const string Version = "v1";

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();
        var api = routes.MapGroup($"{ApiProblems.Path}/{Version}").Guarded();
        api.MapAssessments();
        api.MapInvitations();
        api.MapResults();
        routes.MapGroup(TrackingEndpoints.Path).Guarded().MapTracking();
    }

    /// <summary>Limited for each token, without antiforgery, which is about cookies.</summary>
    private static RouteGroupBuilder Guarded(this RouteGroupBuilder group) => group.DisableAntiforgery().AddEndpointFilter<RouteGroupBuilder, ApiLimitFilter>()
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status429TooManyRequests);

    public static RouteHandlerBuilder Scope(this RouteHandlerBuilder endpoint, string scope) =>
        endpoint.WithMetadata(new ApiScope(scope)).RequireAuthorization(new AuthorizationPolicyBuilder(ApiAuthentication.SchemeName).RequireAuthenticatedUser().RequireClaim(ApiAuthentication.Scope, scope).Build());
}
