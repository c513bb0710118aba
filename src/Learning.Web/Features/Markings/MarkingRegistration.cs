using Learning.Web.Features.Assessments;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Markings.Appeals;
using Learning.Web.Features.Markings.Comparison;
using Learning.Web.Features.Markings.Replay;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Features.Markings.Scoring;
using Learning.Web.Features.Markings.Signals;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Learning.Web.Features.Markings;

internal static class MarkingRegistration
{
    public static void AddMarkings(this IServiceCollection services)
    {
        services.TryAddSingleton<HiringEvents>();
        services.TryAddScoped<HiringTeam>();
        services.AddSingleton<SittingReader>();
        services.AddSingleton<Likenesses>();
        services.AddSingleton<SignalReader>();
        services.AddSingleton<AppealJudge>();
        services.AddScoped<Markers>();
        services.AddScoped<MarkingDesk>();
        services.AddScoped<AppealDesk>();
        services.AddScoped<SittingDesk>();
        services.AddScoped<CandidateReportDesk>();
        services.AddScoped<CandidatesDesk>();
        services.AddScoped<ReplayDesk>();
        services.AddScoped<AlikeDesk>();
    }
}
