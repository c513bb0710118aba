using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Incidents;
using Learning.Sandbox.Tests.Jails;

namespace Learning.Sandbox.Tests.Incidents;

/// <summary>A world of some thousand rows, and a place for labs of its own. Everything else is as it is for learners.</summary>
public sealed class SmallIncident : IAsyncDisposable
{
    private readonly SandboxOptions _options = new() { WorkDirectory = Path.Combine(Path.GetTempPath(), "it-" + Guid.NewGuid().ToString("N")[..8]), Labs = 2, LabDiskMb = 200 };

    public SmallIncident()
    {
        Directory.CreateDirectory(_options.WorkDirectory);
        Labs = new(TestJail.Make(), _options, TimeProvider.System);
    }

    public IncidentLabs Labs { get; }

    public Task<IncidentLab> StartAsync(Incident incident) => Labs.StartAsync(Guid.NewGuid(), incident, 7, new Progress<LabProgress>(), CancellationToken.None);

    /// <summary>One whose healthy time is over: changes are taken.</summary>
    public async Task<IncidentLab> RunningAsync(Incident incident)
    {
        var lab = await StartAsync(incident);
        await UntilAsync(lab, each => each.Phase == LabPhase.Running);
        return lab;
    }

    internal static Incident Incident(params IncidentEvent[] events) => new()
    {
        Slug = "small", Title = "Small", Summary = "", Level = "", Minutes = 1, Revision = "1",
        Names = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["who"] = ["ada", "ben"] },
        Stages =
        [
            new() { Kind = StageKind.Situation, Title = "Situation", Brief = "" },
            new()
            {
                Kind = StageKind.RootCause, Title = "Root cause", Brief = "", Hints = [new("Look at the locks.", 3)],
                Findings = [new() { Id = "holder", Ask = "Which pid?", Kind = FindingKind.Text, Points = 40, Truth = "SELECT pid FROM pg_stat_activity WHERE application_name = '{{who}}'" }],
            },
        ],
        World = new()
        {
            Steps =
            [
                new("Making tables", "CREATE TABLE payment (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account int NOT NULL, amount numeric NOT NULL)"),
                new("Filling them", "INSERT INTO payment (account, amount) SELECT n % {{accounts}}, n FROM generate_series(1, 5000) n; CREATE INDEX payment_account ON payment (account); VACUUM ANALYZE payment"),
            ],
            Editions = [new Dictionary<string, string>(StringComparer.Ordinal) { ["accounts"] = "100" }],
            Roles = ["api", "worker"],
            PostgresVersion = 18,
        },
        Workload = new()
        {
            Users = 20, ThinkSeconds = 0.4, Pool = 4, PoolLimit = 8, BaselineSeconds = 3, WarmUpSeconds = 1, Role = "api", Objective = new(500, 0.999),
            Classes =
            [
                new() { Name = "read", Label = "Read", Share = 0.8, Sql = "SELECT * FROM payment WHERE account = $1", Parameters = [new() { Kind = DrawKind.Uniform, From = 0, To = 99 }] },
                new()
                {
                    Name = "pay", Label = "Pay", Share = 0.2, Sql = "INSERT INTO payment (account, amount) VALUES ($1, $2)", Worth = 10, PatienceMs = 500,
                    Parameters = [new() { Kind = DrawKind.Uniform, From = 0, To = 99 }, new() { Kind = DrawKind.Amount, From = 1, To = 100 }],
                },
            ],
        },
        Events = events,
        Levers =
        [
            Lever("pool", LeverKind.PoolSize), Lever("restart", LeverKind.Restart), Lever("back", LeverKind.RollBack), Lever("replica", LeverKind.Refused), Lever("status", LeverKind.StatusPage),
        ],
        Deployment = new() { Log = [], Files = [] },
        Fix = new()
        {
            HealthPoints = 30, FloorMs = 100, HoldSeconds = 3,
            Lasting = [new("index", "The index is there", "SELECT to_regclass('payment_account') IS NOT NULL", 10, "")],
            Checksums = ["SELECT count(*) AS payments, sum(amount) AS amount FROM payment WHERE id <= 5000"],
        },
        Expert = [],
    };

    private static IncidentLever Lever(string id, LeverKind kind) => new() { Id = id, Kind = kind, Label = id, Note = "", Verb = "Pull" };

    /// <summary>Polls for what the lab comes to by itself.</summary>
    public static async Task UntilAsync(IncidentLab lab, Func<IncidentLab, bool> condition, double seconds = 20)
    {
        for (var end = DateTime.UtcNow.AddSeconds(seconds); !condition(lab); await Task.Delay(50))
            Assert.True(DateTime.UtcNow < end, $"It did not come within {seconds} s. {lab.Record.Ended} {string.Join("; ", lab.Record.Actions.Select(action => action.Text))}");
    }

    /// <summary>Other tests run beside it, and may keep the machine too busy to judge.</summary>
    internal static async Task<HandIn> HandInAsync(IncidentLab lab)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                return await lab.HandInAsync(new Progress<LabProgress>(), CancellationToken.None);
            }
            catch (InvalidOperationException busy) when (turn < 4 && busy.Message.StartsWith("Other work", StringComparison.Ordinal))
            {
                await Task.Delay(1000);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Labs.DisposeAsync();
        Supervisor.Remove(_options.WorkDirectory);
    }
}
