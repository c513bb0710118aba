using Learning.Web.Features.Assessments;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Learning.Web.Features.Privacy;

internal static class PrivacyRegistration
{
    public static void AddPrivacy(this IServiceCollection services)
    {
        services.AddSingleton<Erasure>();
        services.AddSingleton<Anonymity>();
        services.AddScoped<EraseDesk>();
        services.TryAddScoped<HiringTeam>();
        services.AddSingleton<Anonymiser>();
        services.AddHostedService(provider => provider.GetRequiredService<Anonymiser>());
    }
}
