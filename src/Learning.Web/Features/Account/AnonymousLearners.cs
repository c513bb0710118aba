using System.Security.Claims;
using Learning.Web.Data;
using Learning.Web.Features.Sittings.Seats;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Account;

/// <summary>Gives a browser its learner at the first page, so that nothing has to be asked before work can be kept.</summary>
internal static class AnonymousLearners
{
    /// <summary>Scheme and cookie of a browser that nobody has signed in on.</summary>
    public const string Scheme = "learner";

    public static AuthenticationBuilder AddAnonymousLearners(this AuthenticationBuilder authentication) => authentication.AddCookie(Scheme, options =>
    {
        options.Cookie.Name = Scheme;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(400);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = Standings.ValidateCookieAsync;
    });

    /// <summary>The learner that this browser is without an account, if it is one.</summary>
    public static async Task<Guid?> FindAsync(HttpContext context) =>
        await context.AuthenticateAsync(Scheme) is { Succeeded: true, Principal: { } principal } ? CurrentLearner.Id(principal) : null;

    public static void UseAnonymousLearners(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<RootComponentMetadata>() is not null;
        if (isPage && HttpMethods.IsGet(context.Request.Method) && CurrentLearner.Id(context.User) is null && !SeatPages.IsDoor(context.Request.Path))
            await WelcomeAsync(context);
        await next(context);
    });

    private static async Task WelcomeAsync(HttpContext context)
    {
        var services = context.RequestServices;
        await using var database = await services.GetRequiredService<IDbContextFactory<LabContext>>().CreateDbContextAsync(context.RequestAborted);
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = services.GetRequiredService<TimeProvider>().GetUtcNow() };
        database.Learners.Add(learner);
        await database.SaveChangesAsync(context.RequestAborted);

        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, learner.Id.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, learner.Name));
        context.User = new(identity);
        await context.SignInAsync(Scheme, context.User, new() { IsPersistent = true });
    }
}
