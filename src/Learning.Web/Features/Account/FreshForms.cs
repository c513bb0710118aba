using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Learning.Web.Features.Account;

/// <summary>
/// A form that was open while somebody signed in or out carries a token of who the browser was before. Nothing is done with it, and its page is
/// shown again, with a form that works, instead of an empty error.
/// </summary>
internal static class FreshForms
{
    public static void UseFreshForms(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<RootComponentMetadata>() is not null;
        if (!isPage || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return next(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{context.Request.PathBase}{context.Request.Path}{context.Request.QueryString}";
        return Task.CompletedTask;
    });
}
