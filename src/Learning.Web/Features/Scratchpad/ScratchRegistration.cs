namespace Learning.Web.Features.Scratchpad;

internal static class ScratchRegistration
{
    public static void AddScratchpad(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ScratchOptions>().Bind(configuration.GetSection("Scratchpad")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ScratchLimits>();
        services.AddScoped<IScratchDesk, ScratchDesk>();
    }
}
