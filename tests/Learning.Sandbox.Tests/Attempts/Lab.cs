using Learning.Grading.Exercises;

namespace Learning.Sandbox.Tests.Attempts;

/// <summary>An SQL exercise of two arguments, for what can be said of an answer without a database.</summary>
internal static class Lab
{
    public static Exercise Exercise(AllowedDdl ddl = AllowedDdl.Indexes) => new()
    {
        Slug = "lab", Title = "", Summary = "", Track = "", Level = "", Minutes = 1, Language = ExerciseLanguage.Sql, Brief = "", Entry = null, Ddl = ddl,
        Starter = new("answer.sql", "SELECT 7"), Reference = new("answer.sql", "SELECT 7"), Order = new() { Kind = OrderKind.None }, Stages = [], Limits = new(), Revision = "1",
        Data = new() { Schema = "", Seed = "", Sets = [], Arguments = [new("userId", "int"), new("category", "text")] },
    };
}
