using Microsoft.AspNetCore.Authorization;

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

    public static void AddPolicies(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Visitor, policy => policy.RequireAssertion(context => CurrentLearner.Id(context.User) is not null))
        .AddPolicy(Person, policy => policy.RequireRole(Roles.Learner))
        .AddPolicy(Mentor, policy => policy.RequireRole(Roles.Mentor))
        .AddPolicy(HiringManager, policy => policy.RequireRole(Roles.HiringManager))
        .AddPolicy(Marker, policy => policy.RequireRole(Roles.Mentor, Roles.HiringManager))
        .AddPolicy(Administrator, policy => policy.RequireRole(Roles.Administrator))
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context => CurrentLearner.Id(context.User) is not null).Build());
}
