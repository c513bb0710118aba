using Learning.Grading.Incidents;
using Learning.Sandbox;
using Learning.Web.Features.Incidents.Briefing;
using Learning.Web.Features.Incidents.Postmortem;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Incidents.WarRoom;
using Learning.Web.Hosting;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Incidents;

internal static partial class IncidentRegistration
{
    public static void AddIncidents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IncidentOptions>().Bind(configuration.GetSection("Incidents")).ValidateDataAnnotations().ValidateOnStart();
        // Who waits in line is told of the same limit that ends a lab.
        services.AddOptions<SandboxOptions>().PostConfigure<IOptions<IncidentOptions>>((sandbox, incidents) => sandbox.LabMinutes = incidents.Value.LongestMinutes);
        services.AddSingleton(provider => Load(provider, configuration["Content:Exercises"]));
        services.AddSingleton<LabViewers>();
        services.AddSingleton<IncidentLedger>();
        services.AddSingleton<TemplateWarming>();
        services.AddSingleton<LabCare>();
        services.AddSingleton<LabHost>();
        services.AddHostedService(provider => provider.GetRequiredService<LabHost>());
        services.AddScoped<IncidentSessions>();
        services.AddScoped<BriefingDesk>();
        services.AddTransient<IRoomDesk, IncidentRoomDesk>();
        services.AddScoped<ReportDesk>();
        services.AddScoped<PostmortemDesk>();
    }

    private static IncidentLibrary Load(IServiceProvider provider, string? configured)
    {
        var root = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
        var folder = ContentFolder.Find(configured, "exercises", root, AppContext.BaseDirectory);
        var library = folder is null ? new([], []) : IncidentLibrary.Load(folder);
        var logger = provider.GetRequiredService<ILogger<IncidentLibrary>>();
        foreach (var problem in library.Problems)
            Broken(logger, problem.ToString());
        return library;
    }

    [LoggerMessage(LogLevel.Warning, "Incident left out: {Problem}")]
    private static partial void Broken(ILogger logger, string problem);
}
