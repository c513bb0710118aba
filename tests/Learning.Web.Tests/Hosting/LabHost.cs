using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Learning.Web.Tests.Hosting;

/// <summary>The real app with its own PostgreSQL in a folder of its own.</summary>
public sealed class LabHost : WebApplicationFactory<Program>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lab-").FullName;

    public LabHost() => File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        var application = Path.Combine(_folder, "application");
        if (!Directory.Exists(application))
            MigratedFolder.CopyTo(application);
        builder.UseSetting("Data:Directory", application).UseSetting("Accounts:DemoHistory", "false").UseSetting("Sandbox:ReadyRunners", "1").UseSetting("Sandbox:SeedEditions", "1").UseSetting("Sandbox:VariantsAhead", "false");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Directory.Exists(_folder)) // Disposal comes twice
            Directory.Delete(_folder, recursive: true);
    }
}
