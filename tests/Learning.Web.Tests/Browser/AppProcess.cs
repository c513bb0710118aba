using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Learning.Tests;
using Learning.Web.Tests.Hosting;

namespace Learning.Web.Tests.Browser;

/// <summary>The app as its own process on a port of its own, so that a test can kill it as a power cut would and start it again.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);
    private readonly string _folder = TestPlace.Create("lab-");
    private readonly int _port = FreePort();
    private Process? _process;

    public AppProcess() => File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);

    public string Address => $"http://127.0.0.1:{_port}";

    private string Application => Path.Combine(_folder, "application");

    public async Task StartAsync()
    {
        if (!Directory.Exists(Application))
            MigratedFolder.CopyTo(Application);
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var start = new ProcessStartInfo("dotnet", [Repository.Path("artifacts", "bin", "Learning.Web", configuration, "Learning.Web.dll"), "--urls", Address])
        {
            WorkingDirectory = Repository.Path("src", "Learning.Web"),
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Data__Directory"] = Application, ["Accounts__DemoHistory"] = "false",
                ["Sandbox__ReadyRunners"] = "1", ["Sandbox__SeedEditions"] = "1",
            },
        };
        _process = Process.Start(start)!;
        using var client = new HttpClient { BaseAddress = new(Address) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartTime; await Task.Delay(200))
        {
            Assert.False(_process.HasExited, $"The app ended with {(_process.HasExited ? _process.ExitCode : 0)} while starting.");
            try
            {
                if ((await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                continue; // not listening yet; the loop's time ends this
            }
        }
        Assert.Fail($"No page after {StartTime.TotalSeconds} s.");
    }

    /// <summary>SIGKILL: nothing is saved on the way out.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        // SIGTERM, so that it stops the PostgreSQL that it started.
        using (var term = Process.Start("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await term.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
