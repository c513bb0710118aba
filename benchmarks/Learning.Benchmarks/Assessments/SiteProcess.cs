using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Learning.Benchmarks.Assessments.Inside;
using Learning.Sandbox.Clusters;
using Learning.Web.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Benchmarks.Assessments;

/// <summary>The published site as a process of its own, with a data folder and a port of its own, and the bench's door in it.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(120), StopTime = TimeSpan.FromSeconds(60);
    private readonly string folder = Directory.CreateTempSubdirectory("lab-bench-").FullName;
    private readonly Process process;
    private readonly StreamWriter log;

    private SiteProcess(DirectoryInfo site, DirectoryInfo? exercises, string logFile)
    {
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        Address = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        log = new(logFile) { AutoFlush = true };
        var own = typeof(Door).Assembly;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(site.FullName, "Learning.Web.dll"), "--urls", Address.ToString()])
        {
            WorkingDirectory = site.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Data__Directory"] = Data, ["Accounts__DemoHistory"] = "false",
                ["DOTNET_STARTUP_HOOKS"] = own.Location, ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = own.GetName().Name,
            },
        };
        if (exercises is not null)
            start.Environment["Content__Exercises"] = exercises.FullName;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    private string Data => Path.Combine(folder, "application");

    /// <summary>Returns when it serves a page.</summary>
    public static async Task<SiteProcess> StartAsync(DirectoryInfo site, DirectoryInfo? exercises, string logFile, CancellationToken cancellationToken)
    {
        var started = new SiteProcess(site, exercises, logFile);
        try
        {
            using var client = new HttpClient { BaseAddress = started.Address };
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartTime; await Task.Delay(200, cancellationToken))
            {
                if (started.process.HasExited)
                    throw new IOException($"The site ended with exit code {started.process.ExitCode} while starting; its log is {logFile}.");
                try
                {
                    if ((await client.GetAsync(new Uri("/", UriKind.Relative), cancellationToken)).StatusCode == HttpStatusCode.OK)
                        return started;
                }
                catch (HttpRequestException)
                {
                    continue; // not listening yet; the loop's time ends this
                }
            }
            throw new IOException($"The site served no page within {StartTime.TotalSeconds} s; its log is {logFile}.");
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Straight to the rows, past the site.</summary>
    public async Task<LabContextFactory> RowsAsync(CancellationToken cancellationToken) => new(
        new ApplicationDatabase { ConnectionString = await ApplicationPostgres.FindRunningAsync(Data, cancellationToken) ?? throw new IOException("The site's database does not run.") }, NullLoggerFactory.Instance);

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (log)
            log.WriteLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // SIGTERM, so that it stops the PostgreSQL that it started.
            using var term = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await term.WaitForExitAsync();
            using var limit = new CancellationTokenSource(StopTime);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        process.Dispose();
        await log.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
