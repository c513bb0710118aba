using Learning.Grading.Checks;
using Learning.Grading.Exercises;
using Learning.Hostile.Cases;

namespace Learning.Hostile.Lab;

/// <summary>One small exercise in both languages: a table of 1,000 items, and code that may ask what it likes.</summary>
internal static class HostileExercises
{
    public const string Honest = """
        using Microsoft.EntityFrameworkCore;
        public sealed class Query(ItemContext db)
        {
            public Task<List<int>> RunAsync(int size) => db.Items.OrderBy(item => item.Id).Select(item => item.Id).Take(size).ToListAsync();
        }
        """;

    /// <summary>Takes another name in each lab, so that it can be told apart from anything else.</summary>
    public const string HiddenSecret = "hidden-rows-only";

    private static readonly DataPlan Data = new()
    {
        Schema = "CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL)",
        Seed = "INSERT INTO item SELECT n, '{{label}} ' || n || repeat('.', 200) FROM generate_series(1, 1000) AS n",
        Arguments = [new("size", "int")],
        Sets =
        [
            new() { Name = "visible", Draw = "SELECT 5 AS size", Parameters = Label("item") },
            new() { Name = "a", Hidden = true, Draw = "SELECT 6 AS size", Parameters = Label(HiddenSecret) },
        ],
    };

    private static readonly Exercise Items = new()
    {
        Slug = "hostile-items",
        Title = "Items",
        Summary = "",
        Track = "",
        Level = "",
        Minutes = 1,
        Language = ExerciseLanguage.CSharp,
        Brief = "",
        Revision = "1",
        Entry = new() { Type = "Query", Method = "RunAsync", Context = "ItemContext" },
        Starter = new("Query.cs", ""),
        Reference = new("Query.cs", Honest),
        Model = [.. Directory.EnumerateFiles(Path.Combine(CaseFiles.Folder, "Model"), "*.cs").Order(StringComparer.Ordinal).Select(file => new SourceFile(Path.GetFileName(file), File.ReadAllText(file)))],
        Data = Data,
        Order = new() { Kind = OrderKind.None },
        Limits = new(),
        Stages = [new("Right rows", [new SameAnswer()])],
    };

    private static readonly Exercise Sql = Items with
    {
        Slug = "hostile-sql",
        Language = ExerciseLanguage.Sql,
        Entry = null,
        Model = [],
        Ddl = AllowedDdl.Indexes,
        Starter = new("answer.sql", "SELECT id FROM item WHERE id <= $1"),
        Reference = new("answer.sql", "SELECT id FROM item WHERE id <= $1"),
    };

    /// <summary>No network delay: these cases are about other things.</summary>
    public static Exercise Of(bool sql, TimeSpan limit) => (sql ? Sql : Items) with { Limits = new() { RoundTripMs = 0, TimeSeconds = limit.TotalSeconds } };

    private static Dictionary<string, string> Label(string text) => new(StringComparer.Ordinal) { ["label"] = text };
}
