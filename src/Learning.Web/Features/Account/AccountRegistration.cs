using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Mail;
using Learning.Web.Features.Sittings.Seats;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Account;

internal static class AccountRegistration
{
    /// <summary>The default scheme: whichever cookie the browser has, a candidate's before a person's before a learner's.</summary>
    private const string Either = "either";
    private const string PersonCookie = "person";

    public static void AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(AccountOptions.Section);
        services.AddOptions<AccountOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddMail(configuration);
        services.AddAdministration();
        services.AddHttpContextAccessor();
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<LabContext>>().CreateDbContext()); // Identity's store asks for it; pages do not
        services.AddPeople();
        services.AddIdentity();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Cookies.ContainsKey(Seat.Scheme) ? Seat.Scheme : context.Request.Cookies.ContainsKey(PersonCookie) ? IdentityConstants.ApplicationScheme : AnonymousLearners.Scheme)
            .AddAnonymousLearners()
            .AddSeats()
            .AddOidc(section.GetSection(nameof(AccountOptions.Oidc)).Get<OidcOptions>())
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Configure));
        services.AddPolicies();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        services.AddScoped<CurrentLearner>();
    }

    public static void UseAccounts(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseSeats();
        app.UseAnonymousLearners();
        app.UseAuthorization();
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapExternalSignIn();
        routes.MapPersonalData();
        // The form value is there so that the antiforgery token is asked for.
        routes.MapPost("/account/sign-out", async ([FromForm] string? leave, SignInManager<Person> signIn) =>
        {
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect("~/");
        }).RequireAuthorization(Policies.Visitor);
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<Standings>();
        services.AddSingleton<WorkTakeover>();
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<DemoPeople>();
        services.AddSingleton<FirstAdministrator>();
        services.AddScoped<PersonRegistry>();
        services.AddScoped<AccountMails>();
        services.AddScoped<SignInDesk>();
        services.AddScoped<AccountDesk>();
        services.AddScoped<OwnAccountDesk>();
        services.AddScoped<EmailChange>();
        services.AddScoped<PersonalData>();
        services.AddHostedService(provider => provider.GetRequiredService<DemoPeople>());
        services.AddHostedService(provider => provider.GetRequiredService<FirstAdministrator>());
        services.AddHostedService<TakeoverSweeper>();
    }

    private static void AddIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = ""; // an address decides that for itself
                options.Password.RequiredLength = AccountWords.PasswordLength;
                options.Password.RequiredUniqueChars = 4;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddEntityFrameworkStores<LabContext>()
            .AddSignInManager<PersonSignIn>()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddErrorDescriber<AccountWords>()
            .AddPasswordValidator<PasswordIsNotTheName>()
            .AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = AccountMails.LinkLifetime);
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = PersonCookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = Standings.ValidateCookieAsync;
    }
}
