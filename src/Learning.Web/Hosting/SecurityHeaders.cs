using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Hosting;

/// <summary>What a browser may do with our pages: our own scripts only, and the one inline script (the import map) by its hash.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return next(context);
    });

    private static string Policy(HttpContext context)
    {
        var map = context.GetEndpoint()?.Metadata.GetMetadata<ImportMapDefinition>();
        var hash = map is null ? "" : $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(map.ToString())))}'";
        // Radzen and Monaco set styles from script; Monaco starts its workers from blobs.
        return $"default-src 'self'; script-src 'self'{hash}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
            $"worker-src 'self' blob:; connect-src 'self'{Sockets(context.Request.Host)}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    /// <summary>Not every browser takes 'self' to mean web sockets of the same host.</summary>
    private static string Sockets(HostString host) =>
        Uri.CheckHostName(host.Host) == UriHostNameType.Unknown ? "" : $" ws://{host.ToUriComponent()} wss://{host.ToUriComponent()}";
}
