using Learning.Grading.Exercises;
using Learning.Grading.Exercises.Variants;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Tests.Jails;
using Learning.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Sandbox.Tests.Clusters;

public sealed class VariantTemplatesTests : IDisposable
{
    private readonly SandboxOptions _options = new()
    {
        WorkDirectory = TestPlace.Name("va-"), ReadyClusters = 1, SeedEditions = 3, VariantTemplates = 2,
    };

    [Fact]
    public void MakeRoom_BeyondTheNumberKept_GivesUpThoseUsedLongestAgo()
    {
        List<string> templates = [.. Enumerable.Range(1, 4).Select(age => Finished($"variant-{age}", age))];

        VariantTemplates.MakeRoom(_options, Path.GetDirectoryName(templates[3])!);

        Assert.Equal([true, false, false, true], templates.Select(ClusterTemplate.IsFinished));
    }

    [Fact]
    public void MakeRoom_WhatAKilledProcessLeft_IsRemoved()
    {
        var left = Finished("variant-9", age: 9);
        File.Delete(Path.Combine(left, "manifest.json"));
        Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-9));
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(left)!, DateTime.UtcNow.AddMinutes(-9));
        Finished("variant-1", 1);

        VariantTemplates.MakeRoom(_options, Path.GetDirectoryName(Finished("variant-2", 2))!);

        Assert.False(Directory.Exists(Path.GetDirectoryName(left)));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Rent_VariantsInTurn_EachKeepsItsReadyClusterAndOneThatWasGivenUpIsBuiltAgain()
    {
        Directory.CreateDirectory(_options.WorkDirectory);
        await using var pool = new ClusterPool(TestJail.Make(), new TimingLane(), _options, TimeProvider.System, NullLogger<ClusterPool>.Instance);
        await pool.WarmAsync(Variant(1), CancellationToken.None);
        await pool.WarmAsync(Variant(2), CancellationToken.None);
        Assert.True(pool.IsReady(Variant(1)) && pool.IsReady(Variant(2)));

        await pool.WarmAsync(Variant(3), CancellationToken.None);
        Assert.Equal(2, Directory.EnumerateDirectories(VariantTemplates.Folder(_options)).Count(root => Directory.EnumerateDirectories(root).Any(ClusterTemplate.IsFinished)));

        await using var again = await pool.RentAsync(Variant(1), CancellationToken.None);
        Assert.True(again.Template.IsThere);
        await using var connection = await again.OpenAsync(ClusterRole.Supervisor, "visible", CancellationToken.None);
        await using var command = new Npgsql.NpgsqlCommand("SELECT count(*)::int FROM draw", connection);
        Assert.Equal(101, await command.ExecuteScalarAsync());
    }

    private string Finished(string name, int age)
    {
        var root = Path.Combine(VariantTemplates.Folder(_options), name);
        var template = Path.Combine(root, "1");
        Directory.CreateDirectory(template);
        File.WriteAllText(Path.Combine(template, "manifest.json"), "{}");
        Directory.SetLastWriteTimeUtc(root, DateTime.UtcNow.AddMinutes(-age));
        return template;
    }

    private static Exercise Variant(int number) => new()
    {
        Slug = "draws", Title = "Draws", Summary = "", Track = "", Level = "", Minutes = 1, Language = ExerciseLanguage.Sql, Brief = "", Entry = null,
        Starter = new("a.sql", ""), Reference = new("r.sql", ""), Order = new() { Kind = OrderKind.None }, Stages = [], Limits = new(), Revision = $"r{number}",
        Traits = new VariantTraits(number, new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, double>(StringComparer.Ordinal), null),
        Data = new()
        {
            Schema = "CREATE TABLE draw (id int PRIMARY KEY)",
            Seed = $"INSERT INTO draw SELECT n FROM generate_series(1, 100 + {number}) AS n",
            Arguments = [],
            Sets = [new() { Name = "visible", Draw = "SELECT 1" }, new() { Name = "a", Hidden = true, Draw = "SELECT 1" }, new() { Name = "b", Hidden = true, Draw = "SELECT 1" }],
        },
    };

    public void Dispose() => Supervisor.Remove(_options.WorkDirectory);
}
