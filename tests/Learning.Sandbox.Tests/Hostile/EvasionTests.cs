using System.Globalization;
using System.Text.RegularExpressions;
using Learning.Grading.Traces;
using Learning.Tests;

namespace Learning.Sandbox.Tests.Hostile;

/// <summary>
/// Ways to have rows without leaving a trace, as files. Each begins with what it tries and what must come of it: it fails closed with a kind
/// and a word of the message ("expect: RuntimeError no plan"), or it is seen ("expect: 3 statements, 1000 rows").
/// </summary>
public sealed partial class EvasionTests(EvasionLab lab) : IClassFixture<EvasionLab>
{
    private static string Folder => Repository.Path("tests/Learning.Sandbox.Tests/Hostile/Evasions");

    public static TheoryData<string> Files => new(Directory.EnumerateFiles(Folder, "*.cs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Evasion_InTheRealSandbox_IsSeenOrFailsClosed(string file)
    {
        var source = await File.ReadAllTextAsync(Path.Combine(Folder, file));
        var expected = Expectation().Match(source);
        Assert.True(expected.Success, "A file here says what it expects.");

        var (outcome, trace) = await lab.RunAsync(source);

        Assert.DoesNotContain(trace.Statements.SelectMany(statement => statement.Plan?.Nodes() ?? []), node => node.Type == "Forged");
        if (expected.Groups["statements"].Success)
        {
            Assert.True(outcome.Kind == OutcomeKind.Completed, outcome.Message);
            Assert.Equal((Number(expected.Groups["statements"]), Number(expected.Groups["rows"])), (trace.Count, trace.Rows));
            return;
        }
        Assert.Equal(expected.Groups["kind"].Value, outcome.Kind.ToString());
        Assert.Contains(expected.Groups["word"].Value.Trim(), outcome.Message + outcome.Exception?.Message, StringComparison.Ordinal);
    }

    private static long Number(Group group) => long.Parse(group.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^// expect: (?:(?<statements>[\d,]+) statements?, (?<rows>[\d,]+) rows?|(?<kind>[A-Z]\w+)(?<word> .+)?)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expectation();
}
