using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Clusters;

/// <summary>A postmaster in a jail: its data and its socket directory are all that it can write; it has no network.</summary>
internal static class ServerCommand
{
    /// <summary>Debian's PostgreSQL keeps its share there, and everybody's keeps the time zones.</summary>
    private static readonly string[] Shared = ["/usr/share/zoneinfo", "/usr/share/postgresql"];

    public static JailCommand For(PostgresInstallation installation, string data, string sockets, IEnumerable<string> settings, JailLimits limits) => new()
    {
        Program = "/pg/bin/postgres",
        Arguments = ["-D", "/data", "-c", "unix_socket_directories=/sock", .. settings],
        Software = [new(installation.Home, "/pg"), .. Shared.Where(Directory.Exists).Select(path => new JailBind(path, path))],
        Writable = [new(data, "/data"), new(sockets, "/sock")],
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LD_LIBRARY_PATH"] = "/pg/lib", ["LC_ALL"] = "C" },
        Limits = limits,
    };
}
