using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using Learning.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;

namespace Learning.Web.Features.Account;

/// <summary>Sign-in through an OpenID Connect provider: the code flow with PKCE, and the provider's userinfo endpoint for who it is.</summary>
internal static partial class ExternalSignIn
{
    public const string Scheme = "oidc";
    public const string EmailVerified = "email_verified";

    public static AuthenticationBuilder AddOidc(this AuthenticationBuilder authentication, OidcOptions? provider) => provider is not { IsConfigured: true, Missing.Count: 0 }
        ? authentication
        : authentication.AddOAuth(Scheme, provider.Name, options =>
        {
            options.ClientId = provider.ClientId!;
            options.ClientSecret = provider.ClientSecret!;
            options.AuthorizationEndpoint = provider.AuthorizationEndpoint!;
            options.TokenEndpoint = provider.TokenEndpoint!;
            options.UserInformationEndpoint = provider.UserInfoEndpoint!;
            options.CallbackPath = "/account/external/callback";
            options.SignInScheme = IdentityConstants.ExternalScheme;
            options.UsePkce = true;
            options.CorrelationCookie.SameSite = SameSiteMode.Lax; // the provider answers by a redirect
            options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.CorrelationCookie.Path = "/account/external";
            foreach (var scope in (string[])["openid", "profile", "email"])
                options.Scope.Add(scope);
            options.ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier, "sub");
            options.ClaimActions.MapJsonKey(ClaimTypes.Name, "name");
            options.ClaimActions.MapJsonKey(ClaimTypes.Email, "email");
            options.ClaimActions.MapJsonKey(EmailVerified, "email_verified");
            options.Events.OnCreatingTicket = AskWhoAsync;
            options.Events.OnRemoteFailure = failure =>
            {
                Failed(failure.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ExternalSignIn)), failure.Failure);
                failure.Response.Redirect("/account/sign-in?external=failed");
                failure.HandleResponse();
                return Task.CompletedTask;
            };
        });

    /// <summary>GETs, since a form may not lead to another site; the provider's answer is bound to this browser by the handler's own cookie.</summary>
    public static void MapExternalSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account/external", async (string? returnUrl, IAuthenticationSchemeProvider schemes, SignInManager<Person> signIn) =>
        {
            if (await schemes.GetSchemeAsync(Scheme) is null)
                return Results.NotFound();
            var back = $"/account/external/complete?returnUrl={Uri.EscapeDataString(LocalAddress.Or(returnUrl, "/"))}";
            return Results.Challenge(signIn.ConfigureExternalAuthenticationProperties(Scheme, back), [Scheme]);
        }).AllowAnonymous();
        routes.MapGet("/account/external/complete", async (string? returnUrl, SignInDesk desk, CancellationToken cancellationToken) =>
            TypedResults.LocalRedirect(await desk.CompleteExternalAsync(returnUrl, cancellationToken))).AllowAnonymous();
    }

    private static async Task AskWhoAsync(OAuthCreatingTicketContext ticket)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ticket.Options.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ticket.AccessToken);
        request.Headers.Accept.Add(new("application/json"));
        using var response = await ticket.Backchannel.SendAsync(request, ticket.HttpContext.RequestAborted);
        response.EnsureSuccessStatusCode();
        using var who = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ticket.HttpContext.RequestAborted));
        ticket.RunClaimActions(who.RootElement);
    }

    [LoggerMessage(LogLevel.Warning, "The identity provider did not sign somebody in")]
    private static partial void Failed(ILogger logger, Exception? error);
}
