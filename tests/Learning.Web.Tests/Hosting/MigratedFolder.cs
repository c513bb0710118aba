using System.Diagnostics;
using Learning.Sandbox.Clusters;
using Learning.Tests;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Web.Tests.Hosting;

/// <summary>An application database, migrated and empty, made once for all tests: a host begins with a copy of it instead of an initdb and every migration.</summary>
internal static class MigratedFolder
{
    private static readonly Lazy<string> Made = new(() => Task.Run(MakeAsync).GetAwaiter().GetResult());

    public static void CopyTo(string folder)
    {
        using var copy = Process.Start("cp", ["-a", "--reflink=auto", Made.Value, folder]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    private static async Task<string> MakeAsync()
    {
        var above = TestPlace.Create("lab-migrated-");
        File.SetUnixFileMode(above, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(above, recursive: true);
        var folder = Path.Combine(above, "application");
        await using var server = new ApplicationPostgres(Environment.GetEnvironmentVariable("LEARNING_POSTGRES_HOME"));
        var database = new ApplicationDatabase { ConnectionString = await server.StartAsync(folder, CancellationToken.None) };
        await using var context = new LabContextFactory(database, NullLoggerFactory.Instance).CreateDbContext();
        await context.Database.MigrateAsync();
        Npgsql.NpgsqlConnection.ClearAllPools();
        // Copied along: what a test writes must outlive the server's process, not the machine.
        await File.AppendAllLinesAsync(Path.Combine(folder, "cluster", "postgresql.auto.conf"), ["fsync = off", "full_page_writes = off"]);
        return folder;
    }
}
