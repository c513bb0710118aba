using Learning.Sandbox.Clusters;
using Learning.Tests;
using Learning.Web.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Web.Tests.Hosting;

/// <summary>The real app with its own PostgreSQL in a folder of its own.</summary>
public sealed class LabHost : WebApplicationFactory<Program>
{
    private readonly string _folder = TestPlace.Create("lab-");

    public LabHost() => File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        var application = Path.Combine(_folder, "application");
        if (!Directory.Exists(application))
            MigratedFolder.CopyTo(application);
        builder.UseSetting("Data:Directory", application).UseSetting("Accounts:DemoHistory", "false").UseSetting("Sandbox:ReadyRunners", "1").UseSetting("Sandbox:SeedEditions", "1").UseSetting("Sandbox:VariantsAhead", "false");
        // Every host signs people up, and what a hash costs a thief it costs a test.
        builder.ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000)
            // One logger factory, and with it one model and one cache of translated queries for all hosts.
            .AddSingleton<IDbContextFactory<LabContext>>(provider => new LabContextFactory(provider.GetRequiredService<ApplicationDatabase>(), NullLoggerFactory.Instance)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        // Main disposes of the app too, on a thread of its own, and who comes second does not wait for the first: PostgreSQL may still be writing.
        for (var turn = 0; await ApplicationPostgres.FindRunningAsync(Path.Combine(_folder, "application"), CancellationToken.None) is not null; turn++)
        {
            Assert.True(turn < 1500, "The application's PostgreSQL goes on half a minute after its host.");
            await Task.Delay(20);
        }
        Supervisor.Remove(_folder);
    }
}
