// tries: Start programs that could give it rights or tools, shells and package managers among them. The runtime's own host starts.
// expect: answers /dotnet/dotnet
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return new[] { "/dotnet/dotnet", "/bin/sh", "/bin/bash", "/usr/bin/sudo", "/bin/su", "/usr/bin/su", "/usr/bin/passwd", "/usr/bin/mount", "/usr/bin/python3", "/usr/bin/perl", "/usr/bin/docker", "/usr/bin/bwrap", "/usr/bin/setpriv", "/usr/bin/nsenter", "/usr/bin/curl", "/usr/bin/psql" }
            .Where(program => { try { using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!; process.Kill(); return true; } catch (Exception) { return false; } });
    }
}
