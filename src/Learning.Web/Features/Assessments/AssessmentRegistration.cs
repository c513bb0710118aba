using Learning.Web.Features.Candidates;
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
        services.AddScoped<AssessmentDesk>();
        services.AddScoped<PlanDesk>();
        services.AddScoped<InvitationDesk>();
        services.AddScoped<CandidateDesk>();
    }
}
