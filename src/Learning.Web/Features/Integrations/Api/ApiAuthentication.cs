using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Integrations.Api;

/// <summary>
/// Lets programs in by their token: as Bearer, or as the user name of Basic, which is how applicant tracking systems send a key. Cookies mean
/// nothing here, and a token means nothing on pages.
/// </summary>
internal sealed class ApiAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "api token";
    public const string Token = "token";
    public const string Organisation = "organisation";
    public const string Scope = "scope";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Key() is not { } key)
            return AuthenticateResult.NoResult();
        if (await tokens.FindAsync(key, Context.RequestAborted) is not { } token)
            return AuthenticateResult.Fail("This token is not known, or no longer good.");
        var identity = new ClaimsIdentity(
            [new(Token, token.Id.ToString()), new(Organisation, token.OrganisationId.ToString()), .. token.Scopes.Split(' ').Select(scope => new Claim(Scope, scope))], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    private string? Key()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || header.Parameter is null)
            return null;
        if (string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
            return header.Parameter;
        Span<byte> bytes = stackalloc byte[300];
        return string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(header.Parameter, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes[..length]).Split(':')[0] : null;
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer, Basic realm=\"Latency Lab\"";
        await ApiProblems.Of(StatusCodes.Status401Unauthorized, "No good token",
            "Send a token that is neither expired nor revoked: Authorization: Bearer ll_… A hiring manager makes one in the hiring settings.").ExecuteAsync(Context);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<ApiScope>()?.Name;
        await ApiProblems.Of(StatusCodes.Status403Forbidden, "The token may not do this", $"It lacks the scope {scope}. Make a token that has it in the hiring settings.").ExecuteAsync(Context);
    }
}

/// <summary>Marks an endpoint as the API's, and says which scope it asks for.</summary>
internal sealed record ApiScope(string Name);
