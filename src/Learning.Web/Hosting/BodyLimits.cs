using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Learning.Web.Hosting;

/// <summary>
/// A form that is far larger than any page asks for is refused before it is read, with a sentence and the way back: the browser still has what was typed.
/// An endpoint that says its own limit keeps it, and says as much when it is passed.
/// </summary>
internal static class BodyLimits
{
    public static void UseBodyLimits(this IApplicationBuilder app)
    {
        var most = app.ApplicationServices.GetRequiredService<IOptions<SiteLimits>>().Value.FormKilobytes * 1024L;
        app.Use((context, next) =>
        {
            var endpoint = context.GetEndpoint();
            if (endpoint?.Metadata.GetMetadata<RootComponentMetadata>() is null || HttpMethods.IsGet(context.Request.Method))
                return next(context);
            var own = endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>();
            var limit = own is null ? most : own.MaxRequestBodySize ?? long.MaxValue;
            if (context.Request.ContentLength > limit)
                return RefuseAsync(context, limit, own is not null);
            if (own is not null)
                return next(context);
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
                body.MaxRequestBodySize = most; // for those who do not say how much they send
            return next(context);
        });
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MB");

    private static Task RefuseAsync(HttpContext context, long most, bool takesFiles)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false; // what follows is the page
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync($"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Too long · Latency Lab</title>
            <link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/lab.css"></head>
            <body><main class="page narrow"><h1>That was too long, and nothing was saved.</h1>
            <p>{(takesFiles ? $"What was sent is {Megabytes(context.Request.ContentLength ?? 0)}, and this page takes at most {Megabytes(most)} at once. Go back in your browser: it still has what you typed. Choose a smaller file, or split it, then send it again."
                : $"At most {most / 1024} kB are taken at once. Go back in your browser: it still has what you typed. Shorten it, then send it again.")}</p>
            <p><a href="{WebUtility.HtmlEncode(context.Request.PathBase + context.Request.Path)}">Back to the page, empty</a></p></main></body></html>
            """, context.RequestAborted);
    }
}
