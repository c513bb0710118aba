using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Learning.Grading;

namespace Learning.Sandbox.Clusters;

/// <summary>There is no PostgreSQL to run; the message says what to do.</summary>
public sealed class PostgresMissingException(string message) : InfrastructureException(message);

/// <summary>The PostgreSQL binaries that clusters are made with.</summary>
public sealed partial class PostgresInstallation
{
    /// <summary>The npm package's version that <c>./dev</c> brings.</summary>
    public const string Packaged = "18.4.0-beta.17";

    /// <summary>The newest minor release that we know of. An older one is said, and serves.</summary>
    public static Version Newest { get; } = new(18, 7);

    private const int OldestMajor = 15;
    private const int IntendedMajor = 18;

    private PostgresInstallation(string home, string version)
    {
        Home = home;
        Version = version;
    }

    /// <summary>Holds bin, lib and share.</summary>
    public string Home { get; }
    /// <summary>As the server says it: 18.4.</summary>
    public string Version { get; }
    public int Major => int.Parse(Version.Split('.')[0], CultureInfo.InvariantCulture);
    public string Program(string name) => Path.Combine(Home, "bin", name);
    public string Libraries => Path.Combine(Home, "lib");
    /// <summary>Said at the start when it is not the version that exercises are made for.</summary>
    public string? Notice => Major == IntendedMajor ? null
        : $"PostgreSQL {Version} from {Home} stands in for {IntendedMajor}: exercises that need {IntendedMajor} are listed with why they cannot be opened.";

    /// <summary>Configured, else LEARNING_POSTGRES_HOME, else what ./dev brought, else the newest installed one.</summary>
    public static PostgresInstallation Find(string? configured = null)
    {
        configured = string.IsNullOrEmpty(configured) ? Environment.GetEnvironmentVariable("LEARNING_POSTGRES_HOME") : configured;
        if (!string.IsNullOrEmpty(configured))
            return Open(configured) ?? throw new PostgresMissingException($"PostgreSQL was to be at {configured}, and {configured}/bin/postgres does not run. Correct LEARNING_POSTGRES_HOME (or Sandbox:PostgresHome), or remove it.");

        foreach (var home in Candidates())
        {
            if (Open(home) is { } found)
                return found.Major >= OldestMajor ? found
                    : throw new PostgresMissingException($"PostgreSQL {found.Version} at {home} is too old: {OldestMajor} is the oldest that serves. Run ./dev, which brings {Packaged}.");
        }
        throw new PostgresMissingException($"PostgreSQL is missing. Run ./dev up, which brings {Packaged}; or install PostgreSQL {OldestMajor} or newer; or set LEARNING_POSTGRES_HOME to a directory with bin/postgres.");
    }

    private static IEnumerable<string> Candidates()
    {
        var profile = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : Path.Combine(profile, ".cache");
        yield return Path.Combine(cache, "latency-lab", $"postgresql-{Packaged}", "native");
        yield return $"/var/cache/latency-lab/postgresql-{Packaged}/native";
        const string debian = "/usr/lib/postgresql";
        if (Directory.Exists(debian))
        {
            foreach (var home in Directory.EnumerateDirectories(debian).OrderByDescending(home => int.TryParse(Path.GetFileName(home), CultureInfo.InvariantCulture, out var major) ? major : 0))
                yield return home;
        }
    }

    private static PostgresInstallation? Open(string home)
    {
        var program = Path.Combine(home, "bin", "postgres");
        if (!File.Exists(program))
            return null;
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "--version")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["LD_LIBRARY_PATH"] = Path.Combine(home, "lib") },
            })!;
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && VersionNumber().Match(said) is { Success: true } version ? new(home, version.Value) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // present and not runnable: the same as missing, and the message that follows says what to do
        }
    }

    [GeneratedRegex(@"\d+(?:\.\d+)+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionNumber();
}
