using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Integrations.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace Learning.Web.Features.Account;

/// <summary>Whoever is not signed in is asked to; for everybody else what they may not see is not there. A candidate is shown the way back.</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<ApiScope>() is not null) // programs are told what is missing
            return authorizeResult.Challenged ? context.ChallengeAsync(ApiAuthentication.SchemeName) : context.ForbidAsync(ApiAuthentication.SchemeName);
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<RootComponentMetadata>() is not null;
        var isLook = HttpMethods.IsGet(context.Request.Method);
        if (isPage && isLook && (Seat.Is(context.User) ? SeatPages.Elsewhere : IsForSeats(context) ? SeatPages.None : null) is { } door)
        {
            context.Response.Redirect(context.Request.PathBase + door);
            return Task.CompletedTask;
        }
        if (!CurrentLearner.IsPerson(context.User) && isPage && isLook)
        {
            context.Response.Redirect(LocalAddress.SignIn(context.Request.PathBase + context.Request.Path + context.Request.QueryString));
            return Task.CompletedTask;
        }
        if (!isLook && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false; // the page for it would be posted to, and has no form
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static bool IsForSeats(HttpContext context) => context.GetEndpoint()!.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(each => each.Policy == Policies.Seat);
}
