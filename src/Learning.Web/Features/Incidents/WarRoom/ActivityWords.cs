using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>pg_stat_activity in words, and what a signal to one of its sessions would do.</summary>
internal static class ActivityWords
{
    public static string WaitsOn(ActivityRow row) => row switch
    {
        { BlockedBy.Count: > 0 } => $"{Lock(row.Wait)} of",
        { State: "active", Wait: null } => "nothing, on the CPU",
        { State: "active", Wait: { } wait } => wait.Replace("/", " / ", StringComparison.Ordinal),
        { HoldsSnapshot: true } => "nothing; holds a snapshot",
        _ => "nothing",
    };

    private static string Lock(string? wait) => wait is null ? "a lock" : wait[(wait.IndexOf('/', StringComparison.Ordinal) + 1)..] is var kind && kind == "relation" ? "relation lock" : kind;

    /// <summary>A sentence over all of the application's sessions.</summary>
    public static string Summary(IReadOnlyList<ActivityRow> rows, Incident incident)
    {
        List<ActivityRow> app = [.. rows.Where(row => row.Role == incident.Workload.Role && row.State == "active")];
        var sitting = rows.Count(row => row.Role == incident.Workload.Role && row.State.StartsWith("idle in transaction", StringComparison.Ordinal));
        var idle = sitting == 0 ? "" : $" {Say.Of(sitting, "sits", "sit")} idle in a transaction.";
        if (app.Count == 0)
            return "No session of the application is at work at this moment." + idle;
        var (locks, reads, cpu) = (app.Count(row => row.BlockedBy.Count > 0 || row.Wait?.StartsWith("Lock/", StringComparison.Ordinal) == true), app.Count(row => row.Wait?.StartsWith("IO/", StringComparison.Ordinal) == true), app.Count(row => row.Wait is null));
        List<string> rest = [];
        if (reads > 0)
            rest.Add(Say.Of(reads, "waits for pages", "wait for pages"));
        if (cpu > 0)
            rest.Add(Say.Of(cpu, "is on the CPU", "are on the CPU"));
        if (app.Count - locks - reads - cpu is > 0 and var other)
            rest.Add(Say.Of(other, "waits for something else", "wait for something else"));
        var first = locks == 0 ? "No session of the application waits for a lock" : $"{Say.Of(locks, "session of the application waits", "sessions of the application wait")} for a lock";
        return (rest.Count == 0 ? first + "." : $"{first}: {string.Join(", ", rest)}.") + idle;
    }

    /// <summary>What it does, said before it is done.</summary>
    public static string Consequence(ActivityRow row, int waiters, bool terminate, Incident incident)
    {
        var behind = waiters == 0 ? "Nobody waits for it." : $"{Say.Of(waiters, "session waits", "sessions wait")} for it.";
        var idle = row.State.StartsWith("idle", StringComparison.Ordinal);
        if (!terminate)
        {
            return idle ? $"Pid {row.Pid} runs nothing at this moment: there is nothing to cancel, and its transaction would stay open. {behind}"
                : $"Stops what pid {row.Pid} runs; its session stays.{Undone(row)} {behind}";
        }
        if (row.Role == incident.Workload.Role)
            return $"Drops a connection of the application: its request fails, and the pool opens another. {behind}";
        return row.TransactionFor is null ? $"Ends the session of {Name(row)}. It has no transaction open. {behind}"
            : $"Ends the session of {Name(row)} and rolls its transaction back: what it did in {RoomText.For(row.TransactionFor.Value)} is undone.{Undone(row)} {behind}";
    }

    public static string Name(ActivityRow row) => row.Application.Length > 0 ? row.Application : row.Role;

    private static string Undone(ActivityRow row) => row.Query.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase) && row.Query.Contains("CREATE", StringComparison.OrdinalIgnoreCase)
        ? " A CREATE INDEX CONCURRENTLY that is stopped leaves an invalid index behind." : "";
}
