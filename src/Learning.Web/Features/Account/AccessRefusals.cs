using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Learning.Web.Features.Account;

/// <summary>Whoever is not signed in is asked to; for everybody else what they may not see is not there.</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<RootComponentMetadata>() is not null;
        if (!CurrentLearner.IsPerson(context.User) && isPage && HttpMethods.IsGet(context.Request.Method))
            context.Response.Redirect(LocalAddress.SignIn(context.Request.PathBase + context.Request.Path + context.Request.QueryString));
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
