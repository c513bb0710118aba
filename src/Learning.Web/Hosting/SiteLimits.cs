using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http.Features;

namespace Learning.Web.Hosting;

/// <summary>Section Limits of the configuration: what one visitor may take of this server.</summary>
internal sealed class SiteLimits
{
    public const string Section = "Limits";

    /// <summary>Pages that one person, or one anonymous browser, may have open and connected.</summary>
    [Range(1, 10_000)]
    public int PagesPerPerson { get; set; } = 30;

    /// <summary>The same from one network address, which a whole class may share.</summary>
    [Range(1, 100_000)]
    public int PagesPerAddress { get; set; } = 300;

    /// <summary>The largest form that a page takes, in kB. Sources and comments do not come by forms.</summary>
    [Range(16, 100_000)]
    public int FormKilobytes { get; set; } = 512;
}

internal static class SiteLimitsRegistration
{
    public static void AddSiteLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SiteLimits>().Bind(configuration.GetSection(SiteLimits.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<FormOptions>(form => form.ValueLengthLimit = int.MaxValue); // what a page takes is said by BodyLimits, in words
        services.AddSingleton<OpenCircuits>();
        services.AddScoped<CircuitHandler, CircuitCount>();
    }
}
