using Learning.Web.Data;
using Learning.Web.Hosting;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.UseStaticWebAssets();
    builder.Services.AddSite(builder.Configuration);

    await using var app = builder.Build();
    await app.Services.GetRequiredService<DatabaseStarter>().StartAsync(app.Lifetime.ApplicationStopping);
    app.UseSite();
    app.MapSite();
    await app.RunAsync();
    return 0;
}
catch (StartupException refusal)
{
    await Console.Error.WriteLineAsync($"Latency Lab cannot start: {refusal.Message}");
    return 3;
}

/// <summary>Named so that tests can host it.</summary>
public sealed partial class Program;
