using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Seats = Learning.Web.Features.Sittings.Seats.Seat;

namespace Learning.Web.Features.Account;

/// <summary>
/// Who may open a page or call an endpoint. Each says one of these, or [AllowAnonymous]; whatever says nothing needs <see cref="Visitor"/>.
/// What an id in an address belongs to is asked again where it is read.
/// </summary>
internal static class Policies
{
    /// <summary>Any browser that takes our cookie: an anonymous learner, or a person.</summary>
    public const string Visitor = "visitor";
    /// <summary>Somebody with an account, signed in.</summary>
    public const string Person = "person";
    public const string Mentor = "mentor";
    public const string HiringManager = "hiring manager";
    /// <summary>Who may mark candidates: hiring managers and mentors, each for their organisations.</summary>
    public const string Marker = "marker";
    public const string Administrator = "administrator";
    /// <summary>A candidate, in their sitting. Nobody else, and nowhere else.</summary>
    public const string Seat = "seat";
    /// <summary>What learners and candidates open alike: the lab of an incident and its report. Whose it is, and how much is shown, is asked where it is read.</summary>
    public const string VisitorOrSeat = "visitor or seat";

    public static void AddPolicies(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Visitor, policy => policy.RequireAssertion(context => IsVisitor(context.User)))
        .AddPolicy(Person, policy => policy.RequireRole(Roles.Learner))
        .AddPolicy(Mentor, policy => policy.RequireRole(Roles.Mentor))
        .AddPolicy(HiringManager, policy => policy.RequireRole(Roles.HiringManager))
        .AddPolicy(Marker, policy => policy.RequireRole(Roles.Mentor, Roles.HiringManager))
        .AddPolicy(Administrator, policy => policy.RequireRole(Roles.Administrator))
        .AddPolicy(Seat, policy => policy.RequireAssertion(context => Seats.Is(context.User)))
        .AddPolicy(VisitorOrSeat, policy => policy.RequireAssertion(context => CurrentLearner.Id(context.User) is not null))
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context => IsVisitor(context.User) || IsCircuit(context)).Build());

    private static bool IsVisitor(ClaimsPrincipal user) => CurrentLearner.Id(user) is not null && !Seats.Is(user);

    /// <summary>Candidates' pages need circuits too; which page may be shown in one is its own attribute's business.</summary>
    private static bool IsCircuit(AuthorizationHandlerContext context) =>
        Seats.Is(context.User) && context.Resource is HttpContext http && http.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);
}
