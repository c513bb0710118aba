using System.Text.RegularExpressions;
using Learning.Grading.Exercises;

namespace Learning.Web.Features.Scratchpad;

/// <summary>A first line that runs for an exercise, made of its own model and schema.</summary>
internal static partial class ScratchExamples
{
    public static string? For(Exercise exercise, ExerciseLanguage language) => language == ExerciseLanguage.CSharp
        ? Named(exercise, [.. exercise.Model.SelectMany(file => Set().Matches(file.Text)).Select(match => match.Groups["name"].Value)]) is { } set ? $"db.{set}.Count()" : null
        : Named(exercise, [.. Table().Matches(exercise.Data.Schema).Select(match => match.Groups["name"].Value)]) is { } table ? $"SELECT * FROM {table} LIMIT 5" : null;

    /// <summary>The one that the starter speaks of first, else the first there is.</summary>
    private static string? Named(Exercise exercise, string[] names) => names
        .OrderBy(name => Regex.Match(exercise.Starter.Text, $@"(?:\bdb\.|\bFROM\s+){Regex.Escape(name)}\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)) is { Success: true } found ? found.Index : int.MaxValue)
        .FirstOrDefault();

    [GeneratedRegex(@"\bDbSet<\w+>\s+(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Set();

    [GeneratedRegex(@"\bCREATE\s+TABLE\s+(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();
}
