using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Tests.Clusters;
using Learning.Sandbox.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Sandbox.Tests.Jails;

/// <summary>The tests' assembly as a supervisor of its own: starts jails, says what runs in them, and waits to be killed.</summary>
internal static class HeldJails
{
    public const string Verb = "hold-jails";

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [Verb, var folder])
            return 2;
        var jail = new BubblewrapJail();
        await using var clusters = new ClusterPool(jail, new TimingLane(), new() { WorkDirectory = folder, ReadyClusters = 1 }, TimeProvider.System, NullLogger<ClusterPool>.Instance);
        await using var cluster = await clusters.RentAsync(BookClusters.Exercise, CancellationToken.None);
        await using var shell = await jail.StartAsync(Stubborn(DoorFolders.Create(Path.Combine(folder, "doors"))), CancellationToken.None);
        using var output = new StreamReader(shell.Output);
        await output.ReadLineAsync();
        await Console.Out.WriteLineAsync(string.Join(' ', ProcessTree.Measure(shell.Id).Processes.Concat(ProcessTree.Measure(cluster.Pid).Processes)));
        await Task.Delay(TimeSpan.FromMinutes(5));
        return 0;
    }

    /// <summary>Deaf to signals, with a grandchild that nobody waits for in a session of its own.</summary>
    private static JailCommand Stubborn(string doors) => new()
    {
        Program = "/bin/sh",
        Arguments = ["-c", "trap '' TERM INT HUP; (setsid sh -c 'trap \"\" TERM INT HUP; while :; do sleep 1; done' &) ; sleep 0.1; echo up; while :; do sleep 1; done"],
        ReadOnly = [new("/bin", "/bin"), new("/usr/bin", "/usr/bin"), new(doors, "/door")],
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin" },
    };
}
