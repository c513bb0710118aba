using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Learning.Web.Tests.Accounts;

/// <summary>An OpenID Connect provider on a port of its own, for one user, who always agrees. Insists on PKCE.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private string _challenge = "";

    private IdentityProvider(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public object User { get; set; } = new { };

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var provider = new IdentityProvider(builder.Build());
        provider._app.MapGet("/authorize", (HttpRequest request) =>
        {
            provider._challenge = request.Query["code_challenge"].ToString();
            return Results.Redirect(QueryHelpers.AddQueryString(request.Query["redirect_uri"]!, new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = "a-code", ["state"] = request.Query["state"] }));
        });
        provider._app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var proof = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            return form["code"] == "a-code" && form["client_secret"] == "a secret" && proof == provider._challenge
                ? Results.Json(new { access_token = "a-token", token_type = "Bearer" }) : Results.BadRequest();
        });
        provider._app.MapGet("/userinfo", (HttpRequest request) => request.Headers.Authorization == "Bearer a-token" ? Results.Json(provider.User) : Results.Unauthorized());
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
