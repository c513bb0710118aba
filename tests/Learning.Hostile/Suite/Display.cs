using System.Globalization;
using Spectre.Console;

namespace Learning.Hostile.Suite;

/// <summary>Tells of cases as they end: a live table on a terminal, a line for each elsewhere.</summary>
internal static class Display
{
    /// <summary>Themes in the table; the cases that failed are listed below it.</summary>
    public static async Task<T> WhileAsync<T>(IReadOnlyList<string> names, int turns, Func<Action<CaseResult>, Task<T>> run)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
            return await run(static result => Console.Error.WriteLine(Line(result)));

        var themes = names.GroupBy(name => Path.GetDirectoryName(name)!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count() * turns, StringComparer.Ordinal);
        List<CaseResult> done = [];
        return await AnsiConsole.Live(Table(themes, done)).StartAsync(live => run(result =>
        {
            lock (done)
            {
                done.Add(result);
                live.UpdateTarget(Table(themes, done));
            }
        }));
    }

    public static void Print(SuiteSummary summary)
    {
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Cases} cases against {summary.Jail}, {summary.Runs} runs, {summary.AsExpected} as expected, in {summary.WallSeconds} s"));
        AnsiConsole.WriteLine($"canaries read or touched: {summary.Canaries}; left something behind: {summary.Left}; disturbed the control: {summary.Controls}");
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"past a limit to the last process's death: p50 {summary.KillP50Ms} ms, p99 {summary.KillP99Ms} ms, at most {summary.KillMaxMs} ms, of {summary.Kills} (claimed: p99 ≤ 1,000 ms; {Said(summary.KillsHold)})"));
        foreach (var result in summary.NotAsExpected)
            AnsiConsole.WriteLine(Line(result));
        foreach (var left in summary.LeftByTheLab)
            AnsiConsole.WriteLine(left);
    }

    private static string Said(bool? holds) => holds switch
    {
        true => "holds",
        false => "DOES NOT HOLD",
        null => "too few to say",
    };

    private static Table Table(IReadOnlyDictionary<string, int> themes, IReadOnlyList<CaseResult> done)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "done", "as expected", "last");
        foreach (var (theme, count) in themes)
        {
            List<CaseResult> here = [.. done.Where(result => result.Case.StartsWith(theme + "/", StringComparison.Ordinal))];
            var good = here.Count(result => result.AsExpected);
            table.AddRow(theme, $"{here.Count}/{count}", good == here.Count ? $"[green]{good}[/]" : $"[red]{good}[/]", Markup.Escape(here is [.., var last] ? Name(last) : ""));
        }
        foreach (var result in done.Where(result => !result.AsExpected).TakeLast(10))
            table.AddRow("", "", "[red]no[/]", Markup.Escape($"{result.Case}: {result.Why[0]}"));
        return table;
    }

    private static string Name(CaseResult result) => Path.GetFileName(result.Case);

    private static string Line(CaseResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{(result.AsExpected ? "ok  " : "NOT ")} {result.Case} {result.Ms / 1000:0.0} s{(result.KillMs is { } kill ? $", killed in {kill:0} ms" : "")}{(result.AsExpected ? "" : ": " + string.Join("; ", result.Why))}");
}
