using System.Globalization;
using System.Security.Claims;
using Learning.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Seats;

/// <summary>Whether a seat's cookie still opens its sitting. Elsewhere: another device has taken it over. Over: it is gone, or was closed long ago.</summary>
internal enum SeatState { Open, Elsewhere, Over }

/// <summary>
/// The cookie of a browser in which an assessment is taken. It is the sitting's learner and nobody else: while it is there, neither a person nor
/// an anonymous learner of the same browser is. It opens pages of the sitting only.
/// </summary>
internal static class Seat
{
    /// <summary>Scheme and cookie.</summary>
    public const string Scheme = "seat";
    public const string SittingClaim = "seat";
    public const string NumberClaim = "seat-number";
    public const string PreviewClaim = "seat-preview";

    /// <summary>How long after the hand-in the candidate may still look at what was received and at their report.</summary>
    public static readonly TimeSpan Afterwards = TimeSpan.FromDays(90);

    public static AuthenticationBuilder AddSeats(this AuthenticationBuilder authentication) => authentication.AddCookie(Scheme, options =>
    {
        options.Cookie.Name = Scheme;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Afterwards;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;
    });

    public static bool Is(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == SittingClaim);

    public static Guid? SittingId(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SittingClaim), out var id) ? id : null;

    public static int Number(ClaimsPrincipal user) => int.TryParse(user.FindFirstValue(NumberClaim), CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static ClaimsPrincipal Of(Sitting sitting)
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, sitting.LearnerId.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, "Candidate"));
        identity.AddClaim(new(SittingClaim, sitting.Id.ToString()));
        identity.AddClaim(new(NumberClaim, sitting.Seat.ToString(CultureInfo.InvariantCulture)));
        if (sitting.PreviewBy is not null)
            identity.AddClaim(new(PreviewClaim, "true"));
        return new(identity);
    }

    /// <summary>From the next request on this browser sits.</summary>
    public static Task SignInAsync(HttpContext context, Sitting sitting) => context.SignInAsync(Scheme, Of(sitting), new() { IsPersistent = true });

    public static async Task<SeatState> StateAsync(LabContext context, ClaimsPrincipal user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (id, learner, since) = (SittingId(user), Account.CurrentLearner.Id(user), now - Afterwards);
        var number = await context.Sittings.Where(row => row.Id == id && row.LearnerId == learner && row.AnonymisedAt == null && (row.HandedInAt == null || row.HandedInAt > since))
            .Select(row => (int?)row.Seat).FirstOrDefaultAsync(cancellationToken);
        return number is null ? SeatState.Over : number == Number(user) ? SeatState.Open : SeatState.Elsewhere;
    }

    /// <summary>A browser whose seat is taken from it is told so once, and is whoever it was before from then on.</summary>
    public static void UseSeats(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!context.Request.Cookies.ContainsKey(Scheme) || Is(context.User) || IsFile(context))
        {
            await next(context);
            return;
        }
        await context.SignOutAsync(Scheme);
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<RootComponentMetadata>() is not null;
        if (isPage && HttpMethods.IsGet(context.Request.Method) && !SeatPages.IsDoor(context.Request.Path))
            context.Response.Redirect(context.Request.PathBase + (context.Items[typeof(SeatState)] is SeatState.Elsewhere ? SeatPages.Moved : SeatPages.Left));
        else
            await next(context);
    });

    private static async Task ValidateAsync(CookieValidatePrincipalContext cookie)
    {
        var http = cookie.HttpContext;
        if (IsFile(http))
            return; // the same for everybody
        await using var context = await http.RequestServices.GetRequiredService<IDbContextFactory<LabContext>>().CreateDbContextAsync(http.RequestAborted);
        var state = await StateAsync(context, cookie.Principal!, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), http.RequestAborted);
        http.Items[typeof(SeatState)] = state;
        if (state != SeatState.Open)
            cookie.RejectPrincipal();
    }

    private static bool IsFile(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
}
