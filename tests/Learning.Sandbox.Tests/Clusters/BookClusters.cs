using Learning.Grading.Exercises;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Tests.Jails;
using Learning.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Sandbox.Tests.Clusters;

/// <summary>A small exercise with a template, a pool and one rented cluster of its own, made once for a test class.</summary>
public sealed class BookClusters : IAsyncLifetime
{
    private readonly SandboxOptions _options = new() { WorkDirectory = TestPlace.Name("ct-"), ReadyClusters = 1 };

    internal static Exercise Exercise { get; } = new()
    {
        Slug = "books", Title = "Books", Summary = "", Track = "", Level = "", Minutes = 1, Language = ExerciseLanguage.Sql, Brief = "", Entry = null,
        Starter = new("a.sql", ""), Reference = new("r.sql", ""), Order = new() { Kind = OrderKind.None }, Stages = [], Limits = new(), Revision = "1",
        Data = new()
        {
            Schema = "CREATE TABLE book (id int PRIMARY KEY, shelf int NOT NULL, title text NOT NULL)",
            Seed = "INSERT INTO book SELECT n, n % 10, 'book ' || n FROM generate_series(1, {{books}}) AS n",
            Arguments = [],
            Sets = [Set("visible", 2000, hidden: false), Set("a", 100, hidden: true)],
        },
    };

    internal RememberingJail Jail { get; } = new(TestJail.Make());
    internal ClusterPool Pool { get; private set; } = null!;
    internal Cluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_options.WorkDirectory);
        Pool = new(Jail, new TimingLane(), _options, TimeProvider.System, NullLogger<ClusterPool>.Instance);
        Cluster = await Pool.RentAsync(Exercise, CancellationToken.None);
    }

    private static DataSet Set(string name, int books, bool hidden) => new()
    {
        Name = name, Hidden = hidden, Draw = "SELECT 1", Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["books"] = $"{books}" },
    };

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Pool.DisposeAsync();
        Supervisor.Remove(_options.WorkDirectory);
    }
}
