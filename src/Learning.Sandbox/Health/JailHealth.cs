using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Docker;
using Learning.Sandbox.Jails.Seccomp;

namespace Learning.Sandbox.Health;

/// <summary>The jail, and what of its protections this machine has.</summary>
internal static class JailHealth
{
    private static readonly string[] Controllers = ["memory", "pids", "cpu"];

    public static async Task<HealthItem> LookAsync(IJail jail, CancellationToken cancellationToken) => jail switch
    {
        BubblewrapJail => BubblewrapJail.Probe() is { } lacking ? new("jail", HealthState.Fault, lacking) : new("jail", HealthState.Good, "bubblewrap"),
        DockerJail docker => await docker.ProbeAsync(cancellationToken) is { } lacking ? new("jail", HealthState.Fault, $"Docker cannot jail here: {lacking}") : new("jail", HealthState.Good, docker.Name),
        UnjailedPostgres unjailed => new("jail", HealthState.Fault, unjailed.Why),
        MissingJail missing => new("jail", HealthState.Fault, missing.Why),
        _ => new("jail", HealthState.Good, jail.Name),
    };

    public static IEnumerable<HealthItem> Protections(IJail jail)
    {
        if (jail is DockerJail)
            yield break; // the engine has its own filter, ours, and its groups, or does not start a container
        yield return jail is BubblewrapJail && SeccompFilter.IsSupported ? new("seccomp", HealthState.Good, $"{DeniedSyscalls.All.Count} system calls are denied")
            : new("seccomp", HealthState.Notice, jail is BubblewrapJail ? "the filter's table is for x86_64: namespaces and missing capabilities stand alone" : "no jail, no filter");
        var controllers = jail is BubblewrapJail bubblewrap ? bubblewrap.Controllers : [];
        string[] missing = [.. Controllers.Except(controllers, StringComparer.Ordinal)];
        yield return missing.Length == 0 ? new("control groups", HealthState.Good, string.Join(", ", controllers))
            : new("control groups", HealthState.Notice, $"{(controllers.Count == 0 ? "none" : string.Join(", ", controllers))}; the watchdog alone limits {string.Join(", ", missing)}. "
                + "A service with Delegate=yes and DelegateSubgroup=, or Sandbox:Cgroup with a group made for jails, gives the kernel's limits as well.");
    }
}
