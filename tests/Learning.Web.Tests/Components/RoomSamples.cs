using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;
using Learning.Web.Features.Incidents.WarRoom;

namespace Learning.Web.Tests.Components;

/// <summary>An incident and records of it, as a lab would have them.</summary>
internal static class RoomSamples
{
    public const string SlowSql = "SELECT id FROM transactions WHERE user_id = $1 AND category = $2 ORDER BY created_at DESC LIMIT 50";

    public static Incident Incident() => new()
    {
        Slug = "the-rollback",
        Title = "The rollback that did not help",
        Summary = "It is slow.",
        Level = "senior",
        Minutes = 45,
        Revision = "0123456789abcdef",
        Stages =
        [
            new() { Kind = StageKind.Situation, Title = "Situation", Brief = "The API **crawls** since the release of `{{worker}}`.", Think = "What did the rollback leave behind?", Reveal = "The migration stayed." },
            new()
            {
                Kind = StageKind.Assessment, Title = "Assessment", SoftMinutes = 5, Brief = "Say how bad it is.", Hints = [new("Look at the **pool**.", 5), new("Look at the plan.", 10)],
                Findings =
                [
                    new() { Id = "severity", Ask = "How bad is it?", Kind = FindingKind.Choice, Options = ["SEV-3", "SEV-2", "SEV-1"], Right = ["SEV-1"], Points = 5 },
                    new() { Id = "classes", Ask = "Who is hit?", Kind = FindingKind.Classes, Points = 5 },
                    new() { Id = "blocker", Ask = "Which pid?", Kind = FindingKind.Text, Points = 5 },
                    new() { Id = "elsewhere", Ask = "Asked of other seeds only", Kind = FindingKind.Note, When = "second=leftover" },
                ],
            },
            new() { Kind = StageKind.RootCause, Title = "Root cause", SoftMinutes = 20, Brief = "" },
            new() { Kind = StageKind.Resolution, Title = "Resolution and prevention", SoftMinutes = 15, Brief = "" },
            new() { Kind = StageKind.Postmortem, Title = "Postmortem", Brief = "" },
        ],
        World = new() { Steps = [], Editions = [new Dictionary<string, string>()], Roles = ["api"] },
        Workload = new()
        {
            Users = 240, ThinkSeconds = 4, Pool = 15, PoolLimit = 45, Role = "api", Objective = new(500, 0.9999),
            Classes =
            [
                new() { Name = "unfiltered", Label = "Newest transactions", Share = 0.93, Sql = "SELECT id FROM transactions WHERE user_id = $1" },
                new() { Name = "filtered", Label = "The same, in one category", Share = 0.02, Sql = SlowSql.Replace("category", "{{column}}", StringComparison.Ordinal) },
                new() { Name = "writes", Label = "Payments", Share = 0.05, Sql = "INSERT INTO transactions VALUES ($1)" },
            ],
        },
        Events = [],
        Levers =
        [
            new() { Id = "pool", Kind = LeverKind.PoolSize, Label = "Connection pool", Note = "n", Verb = "Set", Warning = "They do not make one of them shorter." },
            new() { Id = "flag", Kind = LeverKind.Flag, Label = "Filter by category", Note = "A feature flag.", Verb = "Switch off" },
            new() { Id = "replica", Kind = LeverKind.Refused, Label = "Read replica", Note = "not now", Verb = "Add", Answer = "A copy takes **40 min**." },
            new() { Id = "code", Kind = LeverKind.RollBack, Label = "Roll back the code", Note = "P95 unchanged", Verb = "Roll back", Answer = "P95 **did not move**.", Done = true },
        ],
        Deployment = new()
        {
            Log = [new(-34, "ci", "Release 2026.03 is live")],
            Files = [new("migrations/0214.sql", "--- a/0214.sql\n+++ b/0214.sql\n@@ -3,2 +3,3 @@ up\n ALTER TABLE\n-ANALYZE\n+CREATE INDEX\n+-- <b>later</b>\n")],
        },
        Fix = new() { HealthPoints = 20, Lasting = [new("valid", "No invalid index is left", "SELECT true", 5, "")], Checksums = [] },
        Expert = [],
    };

    /// <summary>Healthy for a minute, then the filtered class and the pool go bad.</summary>
    public static IncidentRecord Record(int seconds = 120) => new()
    {
        Id = Guid.Parse("00000000-0000-0000-0000-0000000000aa"),
        Slug = "the-rollback",
        Revision = "0123456789abcdef",
        Seed = 4182,
        Drawn = new Dictionary<string, string> { ["worker"] = "export", ["column"] = "category", ["second"] = "hanging", ["edition"] = "0" },
        StartedAt = DateTimeOffset.UnixEpoch,
        Storage = "direct reads from disk",
        Phase = LabPhase.Running,
        Elapsed = seconds,
        BaselineEnd = 65,
        FullAt = 90,
        Healthy = new Dictionary<string, double> { ["unfiltered"] = 12, ["filtered"] = 25, ["writes"] = 25 },
        Samples = [.. Enumerable.Range(1, seconds).Select(second => Sample(second, bad: second >= 90))],
        Actions =
        [
            new() { Number = 1, At = 66, Kind = ActionKind.Event, ByLearner = false, Text = "Release is live", Marked = true },
            Ran(2, 100, "EXPLAIN SELECT 1", new() { Session = "A", Sql = "EXPLAIN SELECT 1", Does = StatementDoes.Explain, ElapsedMs = 3, Tag = "EXPLAIN", Columns = ["QUERY PLAN"], Rows = [["Result"]], RowCount = 1 }),
            new() { Number = 3, At = 110, Kind = ActionKind.Lever, ByLearner = true, Text = "Filter by category turned off", Mark = "flag", Marked = true },
        ],
        Statements = [new(60, [new(SlowSql, 100, 4, 400, 1, 60)]), new(115, [new(SlowSql, 287, 2934, 842_000, 1, 23_500), new("SELECT 1", 900, 0.1, 90, 1, 1)])],
        Stages = [new() { Kind = StageKind.Situation, EnteredAt = 0 }, new() { Kind = StageKind.Assessment, EnteredAt = 20 }],
        Evidence = [new("C1", EvidenceSort.Chart, 92, "Pool full")],
    };

    public static IncidentAction Ran(int number, double at, string text, StatementRecord statement, string mark = "Q1") =>
        new() { Number = number, At = at, Kind = ActionKind.Statement, ByLearner = true, Text = text, Mark = mark, Statement = statement };

    public static IncidentSample Sample(double at, bool bad, int blocked = 0) => new()
    {
        At = at,
        Classes = [new("unfiltered", 55, 0, 3, bad ? 4860 : 6, 9), new("filtered", 3, 0, 4, bad ? 11_200 : 9, 20), new("writes", 3, 0, 2, 3, 4)],
        All = new("all", bad ? 24 : 60, 0, 3, bad ? 5000 : 6, 9),
        Pool = new(15, bad ? 15 : 2, bad ? 113 : 0, 60),
        Host = bad ? new(19, 30, 41, 10) : new(4, 2, 0, 94),
        Io = new(bad ? 5200 : 0, bad ? 9000 : 0),
        Waits = bad ? [new("IO/DataFileRead", 12), new("IO/AioIoCompletion", 2), new("CPU", 1)] : [new("CPU", 1)],
        Cost = new(bad ? 18_940 : 0, bad ? 1263 : 0, bad ? (at - 89) * 0.005 : 0, 0),
        BlockedByLearner = blocked,
    };

    public static ActivityRow Row(int pid, string role, string state, string? wait = null, string query = "", params int[] blockedBy) =>
        new(pid, role, role == "api" ? "api" : role, state, 5, wait, blockedBy, query, role == "oncall");

    public static IReadOnlyList<ActivityRow> Activity() =>
    [
        Row(412, "export_worker", "idle in transaction", "Client/ClientRead", "SELECT max(id)") with { HoldsSnapshot = true, TransactionFor = 1122 },
        Row(431, "colleague", "active", "Lock/virtualxid", "CREATE INDEX CONCURRENTLY ix ON transactions (user_id)", 412),
        .. Enumerable.Range(500, 12).Select(pid => Row(pid, "api", "active", "IO/DataFileRead", SlowSql)),
        Row(520, "api", "active", null, "SELECT id FROM transactions WHERE user_id = $1"),
    ];

    public static RoomView View(IncidentRecord? record = null) => new()
    {
        Incident = Incident(),
        Record = record ?? Record(),
        Sessions = [new("A", 900, null, false, false), new("B", 901, null, true, false)],
        Levers = new Dictionary<string, LeverState>
        {
            ["pool"] = new("15", true, null), ["flag"] = new("on", true, null), ["replica"] = new("", false, null), ["code"] = new("done", false, null),
        },
        Activity = Activity(),
        Log = [new(3, "postgres", "LOG", "checkpoint starting"), new(95, "app", "WARN", "slow <i>request</i>")],
    };
}
