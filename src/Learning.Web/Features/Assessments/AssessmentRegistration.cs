using Learning.Web.Features.Integrations;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Learning.Web.Features.Assessments;

internal static class AssessmentRegistration
{
    public static void AddAssessments(this IServiceCollection services)
    {
        services.TryAddSingleton<HiringEvents>();
        services.AddSingleton<TaskShelf>();
        services.AddSingleton<TaskFaults>();
        services.AddSingleton<InvitationMails>();
        services.AddSingleton<Inviting>();
        services.AddSingleton<StandingInvitations>();
        services.TryAddScoped<HiringTeam>();
    }
}
