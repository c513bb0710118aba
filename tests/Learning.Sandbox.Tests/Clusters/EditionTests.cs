using Learning.Grading.Exercises;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Tests.Jails;
using Learning.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Sandbox.Tests.Clusters;

public sealed class EditionTests : IAsyncLifetime
{
    private readonly SandboxOptions _options = new()
    {
        WorkDirectory = TestPlace.Name("ed-"), ReadyClusters = 1, SeedEditions = 2, EditionAttempts = 2,
    };
    private ClusterPool _pool = null!;

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(_options.WorkDirectory);
        _pool = new(TestJail.Make(), new TimingLane(), _options, TimeProvider.System, NullLogger<ClusterPool>.Instance);
        return Task.CompletedTask;
    }

    [Fact]
    public void Fresh_HiddenSets_GetOtherSeedsAndTheVisibleOneKeepsItsOwn()
    {
        var sets = FreshSeeds.Of(Exercise.Data.Sets);

        Assert.Equal("7", sets[0].Parameters["seed"]);
        Assert.Equal("100", sets[1].Parameters["rows"]);
        Assert.Equal(3, sets.Select(set => set.Parameters["seed"]).Distinct().Count());
        Assert.All(sets.Skip(1), set => Assert.InRange(int.Parse(set.Parameters["seed"], System.Globalization.CultureInfo.InvariantCulture), 1, 999));
    }

    [Fact]
    public async Task Rent_BesideAnother_HasTheSameHiddenRows()
    {
        await using var yours = await _pool.RentAsync(Exercise, CancellationToken.None);
        await using var reference = await _pool.RentAsync(Exercise, CancellationToken.None, yours);

        Assert.Equal(await HiddenAsync(yours), await HiddenAsync(reference));
        Assert.Equal(yours.Template.Seeds["a"]["seed"], reference.Template.Seeds["a"]["seed"]);
    }

    [Fact]
    public async Task Renew_AfterAnAttempt_OthersMeetOtherHiddenRowsAndTheSameVisibleOnes()
    {
        HashSet<string> hidden = new(StringComparer.Ordinal), visible = new(StringComparer.Ordinal), seeds = new(StringComparer.Ordinal);
        for (var attempt = 0; attempt < 12 && seeds.Count < 3; attempt++)
        {
            await using var cluster = await _pool.RentAsync(Exercise, CancellationToken.None);
            hidden.Add(await HiddenAsync(cluster));
            visible.Add(await RowsAsync(cluster, "visible"));
            seeds.Add(cluster.Template.Seeds["a"]["seed"]);
            await _pool.RestockAsync(Exercise);
        }

        Assert.True(seeds.Count >= 3, "two editions take turns, and each is replaced after two attempts");
        Assert.Equal(seeds.Count, hidden.Count);
        Assert.Single(visible);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Dispose_WhileAnEditionIsBuilt_DoesNotWaitForIt()
    {
        var slow = Exercise with { Slug = "slow", Data = Exercise.Data with { Seed = "SELECT pg_sleep(1.5); " + Exercise.Data.Seed } };
        await (await _pool.RentAsync(slow, CancellationToken.None)).DisposeAsync();
        var building = _pool.RestockAsync(slow);
        await Task.Delay(1000);

        await _pool.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(building.IsCompleted);
    }

    private static Task<string> HiddenAsync(Cluster cluster) => RowsAsync(cluster, "a");

    private static async Task<string> RowsAsync(Cluster cluster, string database)
    {
        await using var connection = await cluster.OpenAsync(ClusterRole.Supervisor, database, CancellationToken.None);
        await using var command = new Npgsql.NpgsqlCommand("SELECT md5(string_agg(value::text, ',' ORDER BY id)) FROM draw", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static Exercise Exercise { get; } = new()
    {
        Slug = "draws", Title = "Draws", Summary = "", Track = "", Level = "", Minutes = 1, Language = ExerciseLanguage.Sql, Brief = "", Entry = null,
        Starter = new("a.sql", ""), Reference = new("r.sql", ""), Order = new() { Kind = OrderKind.None }, Stages = [], Limits = new(), Revision = "1",
        Data = new()
        {
            Schema = "CREATE TABLE draw (id int PRIMARY KEY, value float8 NOT NULL)",
            Seed = "SELECT setseed({{seed}} / 1000.0); INSERT INTO draw SELECT n, random() FROM generate_series(1, {{rows}}) AS n",
            Arguments = [],
            Sets = [Set("visible", hidden: false), Set("a", hidden: true), Set("b", hidden: true)],
        },
    };

    private static DataSet Set(string name, bool hidden) => new()
    {
        Name = name, Hidden = hidden, Draw = "SELECT 1", Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["seed"] = "7", ["rows"] = "100" },
    };

    public async Task DisposeAsync()
    {
        await _pool.DisposeAsync();
        Supervisor.Remove(_options.WorkDirectory);
    }
}
