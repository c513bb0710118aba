using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>One line of who waits for whom: a session, or several that do the same. <c>Waiters</c>: How many wait for it, directly and behind others.</summary>
internal sealed record ActivityLine(int Depth, IReadOnlyList<ActivityRow> Sessions, string Doing, bool Known, int Waiters)
{
    public ActivityRow First => Sessions[0];
    public bool Group => Sessions.Count > 1;
    /// <summary>The same group in the next second, though other sessions are in it.</summary>
    public string Key => $"{Depth} {First.Role} {First.Application} {First.State} {First.Wait} {Doing}";
}

/// <summary>pg_stat_activity as a tree: who is waited for stands above those who wait.</summary>
internal static class ActivityTree
{
    public static IReadOnlyList<ActivityLine> Of(IReadOnlyList<ActivityRow> rows, Incident incident, IReadOnlyDictionary<string, string> drawn)
    {
        var names = new Drawn(drawn);
        var labels = incident.Workload.Classes.SelectMany(known => SqlShort.Line(names.Fill(known.Sql)).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(sql => (sql, known.Label)))
            .DistinctBy(known => known.sql, StringComparer.Ordinal).ToDictionary(known => known.sql, known => known.Label, StringComparer.Ordinal);
        var pids = rows.Select(row => row.Pid).ToHashSet();
        var children = rows.Where(row => Blocker(row, pids) is not null).ToLookup(row => Blocker(row, pids)!.Value);
        List<ActivityLine> lines = [];
        HashSet<int> placed = [];
        Add(rows.Where(row => Blocker(row, pids) is null), 0);
        // Those who wait for each other are under nobody.
        while (rows.FirstOrDefault(row => !placed.Contains(row.Pid)) is { } stuck)
            Add([stuck], 0);
        return lines;

        // The request class's label where the statement is the application's, else the statement.
        (string Text, bool Known) Doing(ActivityRow row) =>
            row.Role == incident.Workload.Role && labels.TryGetValue(SqlShort.Line(row.Query), out var label) ? (label, true) : (SqlShort.Of(row.Query, 60), false);

        string Together(ActivityRow row, bool waitedFor) => waitedFor || row.Learner || (row.HoldsSnapshot && row.Role != incident.Workload.Role)
            ? $"pid {row.Pid}" : $"{row.Role}|{row.Application}|{row.State}|{row.Wait}|{(row.State == "idle" ? "" : Doing(row).Text)}";

        void Add(IEnumerable<ActivityRow> siblings, int depth)
        {
            var groups = siblings.Where(row => !placed.Contains(row.Pid))
                .GroupBy(row => Together(row, children.Contains(row.Pid)), StringComparer.Ordinal)
                .Select(group => (Rows: group.ToList(), Waiters: Waiters(group.First().Pid, children, [])))
                .OrderByDescending(group => group.Waiters).ThenBy(group => Rank(group.Rows[0], incident)).ThenByDescending(group => group.Rows.Count).ThenBy(group => group.Rows[0].Pid);
            foreach (var (group, waiters) in groups.ToList())
            {
                var (doing, known) = Doing(group[0]);
                lines.Add(new(depth, group, doing, known, waiters));
                placed.UnionWith(group.Select(row => row.Pid));
                if (group.Count == 1)
                    Add(children[group[0].Pid], depth + 1);
            }
        }
    }

    private static int? Blocker(ActivityRow row, HashSet<int> pids) => row.BlockedBy.FirstOrDefault(pid => pid != row.Pid && pids.Contains(pid)) is var pid and not 0 ? pid : null;

    private static int Rank(ActivityRow row, Incident incident) =>
        row.Role == incident.Workload.Role ? row.State == "idle" ? 5 : 4 : row.State.StartsWith("idle in transaction", StringComparison.Ordinal) ? 0 : row.State == "active" ? 1 : row.Learner ? 3 : 2;

    private static int Waiters(int pid, ILookup<int, ActivityRow> children, HashSet<int> seen) =>
        seen.Add(pid) ? children[pid].Sum(child => 1 + Waiters(child.Pid, children, seen)) : 0;
}
