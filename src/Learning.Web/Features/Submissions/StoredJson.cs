using System.Text.Json;
using System.Text.RegularExpressions;
using Learning.Grading.Reports;

namespace Learning.Web.Features.Submissions;

/// <summary>Documents as they go into jsonb and come back.</summary>
internal static partial class StoredJson
{
    /// <summary>jsonb refuses the character 0, which a learner's output may hold; it becomes the replacement character.</summary>
    public static string Write<T>(T document) =>
        Nul().Replace(JsonSerializer.Serialize(document, GradeReport.Json), match => match.Groups["even"].Value + @"\uFFFD");

    public static T? Read<T>(string? json) where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, GradeReport.Json);

    [GeneratedRegex(@"(?<!\\)(?<even>(?:\\\\)*)\\u0000", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Nul();
}
