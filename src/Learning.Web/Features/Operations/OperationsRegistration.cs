using Learning.Web.Features.Operations.Capacity;
using Learning.Web.Features.Operations.Content;
using Learning.Web.Features.Operations.Storage;
using Learning.Web.Features.Operations.Watch;

namespace Learning.Web.Features.Operations;

internal static class OperationsRegistration
{
    /// <summary>Pages for whoever keeps the site running: content and its proofs, capacity, evidence, health.</summary>
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddScoped<Administrators>();
        services.AddSingleton<CheckupLedger>();
        services.AddSingleton<CheckupRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<CheckupRunner>());
        services.AddScoped<ContentDesk>();
        services.AddSingleton<CapacitySamples>();
        services.AddHostedService(provider => provider.GetRequiredService<CapacitySamples>());
        services.AddSingleton<TemplateSizes>();
        services.AddScoped<CapacityDesk>();
        services.AddScoped<EvidenceDesk>();
        services.AddScoped<OverviewDesk>();
        services.AddSingleton<SiteHealth>();
        services.AddHostedService<HealthWatch>();
    }
}
