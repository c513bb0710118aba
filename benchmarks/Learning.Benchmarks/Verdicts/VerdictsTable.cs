using System.Globalization;
using Spectre.Console;

namespace Learning.Benchmarks.Verdicts;

/// <summary>The summary for a terminal, each figure beside what is claimed.</summary>
internal static class VerdictsTable
{
    public static void Print(VerdictsSummary summary)
    {
        var machine = summary.Machine;
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{machine.Processors} × {machine.Processor}, {machine.MemoryGb} GB, {machine.Runtime}, load {machine.LoadBefore:0.0} at the start, {machine.LoadAfter:0.0} at the end"));
        AnsiConsole.WriteLine($"{summary.Answers} answers of {summary.Exercises} exercises, each with a verdict declared beforehand");
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "all", "quiet", "both cores busy", "claimed");
        Row("gradings", "", figures => figures.Gradings);
        Row("other verdict, gates 1–4", "0", figures => figures.CountedFlips);
        Row("gradings with a timed stage", "", figures => figures.TimedGradings);
        Row("other verdict, timed", "≤ 3 in 1,000", figures => figures.TimedFlips);
        Row("right answers called too slow", "0", figures => figures.FalseFailures);
        Row("inconclusive, % of timed", "≤ 2, busy ≤ 10", figures => figures.InconclusivePercent);
        Row("our faults", "0", figures => figures.OurFaults);
        Row("other findings from the bundle", "0", figures => figures.OtherFromBundle);
        Row("run again by itself", "", figures => figures.Reruns);
        Row("median, s", "", figures => figures.MedianMs / 1000);
        Row("p95, s", "", figures => figures.P95Ms / 1000);
        AnsiConsole.Write(table);
        foreach (var lost in summary.NotLanded)
            AnsiConsole.WriteLine($"{lost.Exercise}/{lost.Answer}{(lost.Busy ? ", busy" : "")}: {lost.Verdict}{(lost.Stage is { } stage ? $" at {stage}" : "")}, declared {lost.Declared}{(lost.DeclaredStage is { } declared ? $" at {declared}" : "")}. {lost.Headline}");

        void Row(string name, string claimed, Func<VerdictFigures, double> figure) => table.AddRow(
            Markup.Escape(name), Number(figure(summary.All)), Number(figure(summary.Quiet)), Number(figure(summary.Busy)), Markup.Escape(claimed));
    }

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
