using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Data;

/// <summary>Where the application database is, once it has been started or found.</summary>
internal sealed class ApplicationDatabase
{
    private string? connection;

    public string ConnectionString
    {
        get => connection ?? throw new InvalidOperationException("The application database is asked for before it is ready.");
        set => connection = value;
    }
}

internal static class ApplicationDatabaseRegistration
{
    public static void AddApplicationDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ApplicationDatabase>();
        services.AddSingleton<EmbeddedDatabase>(); // created by the container, so that it is stopped with it
        services.AddSingleton(provider => new DatabaseStarter(
            configuration.GetConnectionString("Learning"),
            provider.GetRequiredService<ApplicationDatabase>(),
            provider.GetRequiredService<IDbContextFactory<LabContext>>(),
            provider.GetRequiredService<EmbeddedDatabase>(),
            provider.GetRequiredService<ILogger<DatabaseStarter>>()));
        services.AddSingleton<IDbContextFactory<LabContext>, LabContextFactory>();
        services.AddDataProtection().SetApplicationName("latency-lab");
        services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<LabContext>>((options, contexts) =>
            options.XmlRepository = new ProtectionKeyRepository(contexts));
    }
}
