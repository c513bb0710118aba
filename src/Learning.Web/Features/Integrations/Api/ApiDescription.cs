using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Learning.Web.Features.Integrations.Api;

/// <summary>The OpenAPI document: made of the endpoints, so that it cannot say something else than they do.</summary>
internal static class ApiDescription
{
    private const string Bearer = "bearer";
    private const string Basic = "basic";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Latency Lab", Version = ApiRoutes.Version,
                Description = "Assessments, invitations and results of one organisation. Every request carries a token of the hiring settings; every error is a problem document (RFC 9457) that says what to do.",
            };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "A token of the hiring settings." },
                [Basic] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Basic, Description = "The token as user name, no password: for applicant tracking systems." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var scope = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiScope>().FirstOrDefault()?.Name;
            operation.Description = $"{operation.Description} Needs the scope {scope}.".Trim();
            operation.Security = [.. new[] { Bearer, Basic }.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] })];
            return Task.CompletedTask;
        });
    }
}
