using Learning.Web.Features.Integrations;
using Learning.Web.Features.Sittings.Care;
using Learning.Web.Features.Sittings.Defence;
using Learning.Web.Features.Sittings.Links;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Sittings.Seats;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Learning.Web.Features.Sittings;

internal static class SittingRegistration
{
    public static void AddSittings(this IServiceCollection services)
    {
        services.TryAddSingleton<HiringEvents>();
        services.AddSingleton<LinkLimits>();
        services.AddScoped<CurrentSeat>();
        services.AddScoped<SeatLeaving>();
        services.AddScoped<LinkDesk>();
        services.AddScoped<FreshLinks>();
        services.AddScoped<SittingReader>();
        services.AddScoped<SittingDesk>();
        services.AddSingleton<SittingWarming>();
        services.AddSingleton<InvitedVariants>();
        services.AddHostedService(provider => provider.GetRequiredService<InvitedVariants>());
        services.AddScoped<SittingBench>();
        services.AddScoped<PracticeBench>();
        services.AddScoped<SittingReceipt>();
        services.AddScoped<SatLabs>();
        services.AddScoped<SittingSignals>();
        services.AddSingleton<SittingIntake>();
        services.AddSingleton<SittingClosing>();
        services.AddSingleton<SittingPauses>();
        services.AddSingleton<SittingScoring>();
        services.AddSingleton<DefenceCare>();
        services.AddScoped<DefenceDesk>();
        services.AddSingleton<SittingCare>();
        services.AddHostedService(provider => provider.GetRequiredService<SittingCare>());
    }

    public static void MapSittings(this IEndpointRouteBuilder routes)
    {
        routes.MapSeatLeaving();
        routes.MapPreview();
    }
}
