using System.Text.Json;
using Learning.Grading.Exercises;
using Learning.Hostile.Cases;
using Learning.Hostile.Lab;

namespace Learning.Hostile.Runs;

/// <summary>One line on the scratchpad; comments at the top are the case's own.</summary>
internal static class LineRun
{
    public static async Task<Finding> RunAsync(HostileLab lab, HostileCase attack, string source, CancellationToken cancellationToken)
    {
        var comment = attack.IsSql ? "--" : "//";
        var line = string.Join('\n', source.Split('\n').SkipWhile(each => each.StartsWith(comment, StringComparison.Ordinal)));
        var exercise = HostileExercises.Of(attack.IsSql, attack.Limit);
        var result = await lab.Scratchpad.RunAsync(exercise, attack.IsSql ? ExerciseLanguage.Sql : ExerciseLanguage.CSharp, line, cancellationToken);
        return new(result.Outcome)
        {
            // A grid as rows of an answer: {"column": "text"}.
            Answer = JsonSerializer.Serialize(result.Rows.Select(row => row.Select((cell, i) => (Column: $"{i} {result.Columns[i]}", cell)).ToDictionary(each => each.Column, each => each.cell, StringComparer.Ordinal))),
            Output = result.Output,
            Trace = result.Trace,
        };
    }
}
