using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Learning.Grading.Traces;
using Learning.Hostile.Runs;

namespace Learning.Hostile.Cases;

/// <summary>
/// One thing that must come of a case:
/// <c>RuntimeError no plan</c> (an outcome and words of its message), <c>answers 1, 2</c> or <c>answers nothing</c>,
/// <c>prints some text</c>, <c>3 statements, 1000 rows</c>, <c>never says some text</c>, <c>verdict WrongAnswer</c>, <c>as marked</c> (SQL: behind each statement). <c>|</c>
/// stands between several that will do.
/// </summary>
internal sealed partial record Expectation(string Text)
{
    private Func<Finding, bool> Holds { get; init; } = static _ => false;
    /// <summary>Holds only of something that ran to its end.</summary>
    private bool Completes { get; init; } = true;

    /// <summary>Null when it holds, else what came instead.</summary>
    public string? Broken(Finding finding) =>
        Completes && finding.Outcome.Kind != OutcomeKind.Completed ? $"expected: {Text}; it ended with {finding.Ending}"
        : Holds(finding) ? null
        : $"expected: {Text}; came: {finding.Short}";

    public static Expectation Parse(string file, string text)
    {
        List<Expectation> either = [.. text.Split(" | ").Select(each => One(file, each))];
        return either is [var only] ? only : new(text) { Completes = false, Holds = finding => either.Any(each => each.Broken(finding) is null) };
    }

    private static Expectation One(string file, string text) => text switch
    {
        "as marked" => new(text) { Holds = static finding => finding.Unmet.Count == 0 },
        "answers nothing" => new(text) { Holds = static finding => Values(finding.Answer).Count == 0 },
        _ when After(text, "answers ") is { } list => new(text) { Holds = finding => string.Join(", ", Values(finding.Answer)) == list },
        _ when After(text, "prints ") is { } words => new(text) { Holds = finding => finding.Output.Contains(words, StringComparison.Ordinal) },
        _ when After(text, "never says ") is { } words => new(text) { Completes = false, Holds = finding => !finding.Said.Any(said => said.Contains(words, StringComparison.Ordinal)) },
        _ when After(text, "verdict ") is { } verdict => new(text) { Completes = false, Holds = finding => finding.Verdict == verdict },
        _ when Counted().Match(text) is { Success: true } counted => new(text)
        {
            Holds = finding => (finding.Trace.Count, finding.Trace.Rows) == (Number(counted.Groups["statements"]), Number(counted.Groups["rows"])),
        },
        _ => new(text) { Completes = false, Holds = Outcome(file, text) },
    };

    private static Func<Finding, bool> Outcome(string file, string text)
    {
        var (kind, words) = text.Split(' ', 2) is [var first, var rest] ? (first, rest) : (text, "");
        if (!Enum.TryParse<OutcomeKind>(kind, out var wanted))
            throw new FormatException($"{file}: nothing ends with '{text}'.");
        return finding => finding.Outcome.Kind == wanted && finding.Ending.Contains(words, StringComparison.Ordinal);
    }

    private static string? After(string text, string beginning) => text.StartsWith(beginning, StringComparison.Ordinal) ? text[beginning.Length..] : null;

    /// <summary>An answer's values in order, whatever its columns are called.</summary>
    private static List<string> Values(string? answer) => answer is null ? ["no answer"]
        : [.. JsonDocument.Parse(answer).RootElement.EnumerateArray().SelectMany(row => row.EnumerateObject()).Select(value => value.Value.ToString())];

    private static long Number(Group group) => long.Parse(group.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<statements>[\d,]+) statements?, (?<rows>[\d,]+) rows?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();
}
