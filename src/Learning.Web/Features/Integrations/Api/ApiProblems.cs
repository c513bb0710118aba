using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Learning.Web.Features.Integrations.Api;

/// <summary>Every error of the API is a problem document (RFC 9457) whose detail says what to do.</summary>
internal static partial class ApiProblems
{
    public const string Path = "/api";

    public static ProblemHttpResult Of(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);

    public static ProblemHttpResult NotHere(string what) =>
        Of(StatusCodes.Status404NotFound, "Not here, or not yours", $"Your organisation has no {what} with this id. Take the id from a list of this API.");

    /// <summary>Pages have pages for errors; the API has documents. Also for what no endpoint takes, and for what goes wrong on our side.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) => app.UseWhen(context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal), api => api.Use(async (context, next) =>
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await Of(error.StatusCode, "The request cannot be read", $"{error.Message} Send what the OpenAPI document describes.").ExecuteAsync(context);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Failed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiProblems)), context.TraceIdentifier, error);
            context.Response.Clear();
            await Of(StatusCodes.Status500InternalServerError, "Our fault", $"Something failed on our side, and nothing was changed. Try again in a minute; if it stays, tell the operator this: {context.TraceIdentifier}").ExecuteAsync(context);
        }
        if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
            await Of(context.Response.StatusCode, Title(context.Response.StatusCode), "Look into the OpenAPI document at /api/v1/openapi.json for the addresses, methods and types that are there.").ExecuteAsync(context);
    }));

    private static string Title(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is no such address",
        StatusCodes.Status405MethodNotAllowed => "This address takes another method",
        StatusCodes.Status415UnsupportedMediaType => "Send application/json",
        _ => "The request cannot be answered",
    };

    [LoggerMessage(LogLevel.Error, "A request of the API failed ({Trace})")]
    private static partial void Failed(ILogger logger, string trace, Exception error);
}
