// tries: Read the host's account files, keys and settings by their usual paths; the runner's own file shows that reading works.
// expect: answers /runner/Learning.Runner.dll
// expect: never says root:
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Attack.Readable(
            "/runner/Learning.Runner.dll", "/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/root/.bashrc", "/root/.ssh/id_rsa", "/root/.ssh/authorized_keys", "/root/.aspnet/DataProtection-Keys",
            "/var/lib/latency-lab", "/var/cache/latency-lab", "/var/log/syslog", "/home", "/srv", "/etc/ssl/private/ssl-cert-snakeoil.key", "/app/appsettings.json", "appsettings.json", "../appsettings.json");
    }
}
