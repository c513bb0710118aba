using System.Globalization;
using Learning.Grading;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Npgsql;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// Nobody but the answer works on the answer's own cluster: a limit of that cluster's that was passed is the answer's outcome. Were it a fault of
/// ours, it would cost no attempt and stop a candidate's clock, for everybody who asks for a value of gigabytes.
/// </summary>
internal static class ServerLimits
{
    /// <summary>Null when the cluster stands, or ended for a reason that is ours to explain.</summary>
    public static async Task<RunOutcome?> PassedAsync(Cluster cluster, CancellationToken cancellationToken) => cluster.WasStopped ? Deaf : await cluster.BreachAsync(cancellationToken) switch
    {
        JailBreach.Memory => Of(OutcomeKind.MemoryLimit, $"Stopped at {cluster.Limits.MemoryMb:N0} MB of memory, all of it the database's: a statement built something too large."),
        JailBreach.Disk => Of(OutcomeKind.OutputLimit, $"Stopped at {cluster.Limits.DiskMb:N0} MB that the database wrote to disk."),
        JailBreach.Files => Of(OutcomeKind.OutputLimit, $"Stopped at {cluster.Limits.Files:N0} files that the database wrote."),
        JailBreach.Processor => Of(OutcomeKind.TimeLimit, $"Stopped at {cluster.Limits.CpuSeconds:N0} s of the database's processor time, all calls together."),
        JailBreach.Tasks => Of(OutcomeKind.RuntimeError, $"Stopped at {cluster.Limits.Tasks:N0} processes of the database."),
        _ => null, // Time is how long the whole grading may last
    };

    /// <summary>What <see cref="Cluster.Stop"/> comes to.</summary>
    public static readonly RunOutcome Deaf = Of(OutcomeKind.TimeLimit, $"Stopped: a statement went on after its call was over, and did not hear that it should end.");

    /// <summary>
    /// Room ran out under a statement of a cluster that had taken little of it: what clusters share was filled by somebody else. Shared memory is
    /// the cluster's own, and so is what temporary files may take (53400).
    /// </summary>
    /// <param name="cluster">The answer's.</param>
    /// <param name="error">As the server said it: its state, a colon, its text.</param>
    /// <exception cref="InfrastructureException">It did, so nothing can be said of the answer.</exception>
    public static void RefuseCrowdedOut(Cluster cluster, string error)
    {
        const int Little = Cluster.DiskMb / 2;
        if (error.StartsWith(PostgresErrorCodes.DiskFull, StringComparison.Ordinal) && !error.Contains("shared memory", StringComparison.Ordinal) && cluster.MostBytesOnDisk() < (long)Little << 20)
            throw new InfrastructureException($"There was no room left for a statement on a cluster that had taken less than {Little} MB: {error}");
    }

    private static RunOutcome Of(OutcomeKind kind, FormattableString message) => new() { Kind = kind, Message = message.ToString(CultureInfo.InvariantCulture) };
}
