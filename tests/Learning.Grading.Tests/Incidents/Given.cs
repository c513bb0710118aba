using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Tests.Incidents;

/// <summary>A small incident and records of it.</summary>
internal static class Given
{
    public static Incident Incident { get; } = new()
    {
        Slug = "small",
        Title = "Small",
        Summary = "Small.",
        Level = "mid",
        Minutes = 10,
        Names = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["index"] = ["idx_a", "idx_b", "idx_c"], ["variant"] = ["left", "right"] },
        World = new() { Steps = [new("Table", "CREATE TABLE t (id int)")], Editions = [new Dictionary<string, string>(StringComparer.Ordinal) { ["rows"] = "10" }], Roles = ["api"] },
        Workload = new()
        {
            Users = 10,
            ThinkSeconds = 1,
            Pool = 5,
            PoolLimit = 10,
            Role = "api",
            Objective = new(500, 0.999),
            Classes = [new() { Name = "reads", Label = "Reads", Share = 0.9, Sql = "SELECT 1" }, new() { Name = "writes", Label = "Payments", Share = 0.1, Sql = "SELECT 2" }],
        },
        Events = [],
        Levers =
        [
            new() { Id = "pool", Kind = LeverKind.PoolSize, Label = "Pool", Note = "", Verb = "Set" },
            new() { Id = "restart", Kind = LeverKind.Restart, Label = "Restart", Note = "", Verb = "Restart" },
            new() { Id = "flag", Kind = LeverKind.Flag, Label = "Flag", Note = "", Verb = "Switch" },
        ],
        Deployment = new() { Log = [], Files = [] },
        Fix = new()
        {
            HealthPoints = 20,
            Checksums = ["SELECT 1"],
            Lasting = [new("fresh", "Statistics are fresh", "SELECT true", 12, "Because."), new("gone", "{{index}} is gone", "SELECT true", 8, "Because.")],
        },
        Expert = [new(1, "Look", "Because.")],
        Stages =
        [
            new() { Kind = StageKind.Situation, Title = "Situation", Brief = "." },
            new()
            {
                Kind = StageKind.Assessment, Title = "Assess", Brief = ".",
                Findings = [new() { Id = "severity", Ask = "Severity?", Kind = FindingKind.Choice, Options = ["high", "low"], Right = ["high"], Points = 10, Because = "Because." }],
                Hints = [new("First.", 2), new("Second.", 5)],
            },
            new()
            {
                Kind = StageKind.RootCause, Title = "Cause", Brief = ".",
                Findings =
                [
                    new() { Id = "index", Ask = "Index?", Kind = FindingKind.Text, Truth = "SELECT '{{index}}'", Points = 20, Because = "{{index}} it is." },
                    new() { Id = "left", Ask = "Left?", Kind = FindingKind.Text, Truth = "SELECT 1", Points = 10, Because = "Because.", When = "variant=left" },
                    new() { Id = "right", Ask = "Right?", Kind = FindingKind.Text, Truth = "SELECT 1", Points = 10, Because = "Because.", When = "variant=right" },
                ],
            },
            new() { Kind = StageKind.Resolution, Title = "Resolve", Brief = "." },
            new() { Kind = StageKind.Postmortem, Title = "Write", Brief = "." },
        ],
        Revision = "0123456789abcdef",
    };

    /// <summary>Two minutes in which everything is bad from the 60th second to the 90th, and nobody does anything.</summary>
    public static IncidentRecord Quiet { get; } = new()
    {
        Id = Guid.Parse("11111111-1111-1111-1111-111111111111"),
        Slug = "small",
        Revision = "0123456789abcdef",
        Seed = 1,
        Drawn = new Dictionary<string, string>(StringComparer.Ordinal) { ["edition"] = "0", ["index"] = "idx_a", ["variant"] = "left", ["rows"] = "10" },
        StartedAt = DateTimeOffset.UnixEpoch,
        Storage = "direct reads from disk",
        Phase = LabPhase.Ended,
        Elapsed = 120,
        BaselineEnd = 30,
        FullAt = 60,
        Healthy = new Dictionary<string, double>(StringComparer.Ordinal) { ["reads"] = 25, ["writes"] = 25 },
        Samples = [.. Enumerable.Range(1, 120).Select(at => Sample(at, at is >= 60 and < 90 ? 4000 : 5))],
    };

    public static IncidentSample Sample(double at, double p95, int errors = 0, double blocked = 0, int pool = 5) => new()
    {
        At = at,
        Classes = [new("reads", 9, errors, p95 / 2, p95, p95), new("writes", 1, 0, p95 / 2, p95, p95)],
        All = new("all", 10, errors, p95 / 2, p95, p95),
        Pool = new(pool, pool, 0, 10),
        Host = new(1, 1, 1, 97),
        Io = new(0, 0),
        Cost = new(0, 0, 0, blocked),
    };

    public static HandIn Mended { get; } = new()
    {
        At = 118,
        Health = [new("reads", 5, 25, true), new("writes", 6, 25, true)],
        Lasting = [new("fresh", true), new("gone", true)],
        DataIntact = true,
        Errors = 0,
    };

    public static StageRecord Answered(StageKind kind, params FindingAnswer[] answers) => new() { Kind = kind, EnteredAt = 40, HandedInAt = 80, Answers = answers };

    public static FindingAnswer Right(string id, int tries = 1) => new(id, "it", true, ["it"], tries);

    public static FindingAnswer Wrong(string id) => new(id, "that", false, ["it"], 1);

    public static IncidentAction Ran(int number, double at, string sql, StatementError? error = null)
    {
        var (does, harmful) = StatementClassifier.Classify(sql);
        return new()
        {
            Number = number,
            At = at,
            Kind = ActionKind.Statement,
            ByLearner = true,
            Text = sql,
            Mark = $"Q{number}",
            Unsafe = harmful,
            Marked = does is not (StatementDoes.Look or StatementDoes.Explain),
            Statement = new() { Session = "A", Sql = sql, Does = does, ElapsedMs = 10, Error = error, Rows = [["1"]], Columns = ["c"] },
        };
    }

    public static IncidentAction Did(int number, double at, ActionKind kind, string text, string? mark = null, string? harmful = null) =>
        new() { Number = number, At = at, Kind = kind, ByLearner = true, Text = text, Mark = mark, Unsafe = harmful, Marked = true };
}
