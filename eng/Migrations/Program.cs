using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal;

if (args is not [var name])
{
    await Console.Error.WriteLineAsync("Usage, from the repository's root: dotnet run --project eng/Migrations NAME");
    return 2;
}

// By name: this program's own Program type would clash with the web's.
var type = Assembly.Load("Learning.Web").GetType("Learning.Web.Data.LabContext", throwOnError: true)!;
var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
options.UseNpgsql("Host=unused");
await using var context = (DbContext)Activator.CreateInstance(type, options.Options)!;

var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(context);
#pragma warning disable EF1001
new NpgsqlDesignTimeServices().ConfigureDesignTimeServices(services);
#pragma warning restore EF1001
await using var provider = services.BuildServiceProvider();
var project = Path.GetFullPath("src/Learning.Web");
var scaffolder = provider.GetRequiredService<IMigrationsScaffolder>();
scaffolder.Save(project, scaffolder.ScaffoldMigration(name, "Learning.Web", "Data.Migrations", "C#"), Path.Combine(project, "Data/Migrations"), dryRun: false);
return 0;
