using Learning.Web.Features.Sittings.Links;
using Learning.Web.Features.Sittings.Seats;

namespace Learning.Web.Features.Sittings;

internal static class SittingRegistration
{
    public static void AddSittings(this IServiceCollection services)
    {
        services.AddSingleton<LinkLimits>();
        services.AddScoped<CurrentSeat>();
        services.AddScoped<SeatLeaving>();
        services.AddScoped<LinkDesk>();
        services.AddScoped<FreshLinks>();
    }

    public static void MapSittings(this IEndpointRouteBuilder routes)
    {
        routes.MapSeatLeaving();
        routes.MapPreview();
    }
}
