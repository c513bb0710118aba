using System.Globalization;
using Spectre.Console;

namespace Learning.Benchmarks.Assessments;

/// <summary>The figures for a terminal, each beside what is claimed, and how they were come by.</summary>
internal static class AssessmentTable
{
    public static void Print(AssessmentFigures figures)
    {
        var machine = figures.Machine;
        AnsiConsole.WriteLine(Text($"{machine.Processors} × {machine.Processor}, {machine.MemoryGb} GB, {machine.Runtime}, load {machine.LoadBefore:0.0} at the start, {machine.LoadAfter:0.0} at the end"));
        AnsiConsole.WriteLine(Text($"{figures.Candidates} candidates at once for {figures.Minutes:0.#} min against the published site, {figures.ByClock} of them ended by the clock; site, database, jails and candidates share the machine"));
        AnsiConsole.WriteLine("Pages and forms over HTTP; what an open page does over its circuit (autosave, re-read, signals, hand-in) by the same desks, through a door in the site's process. Not in it: the circuits' own transport and rendering, and browsers");
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "measured", "claimed");
        Row("autosaves, and how long one takes", Text($"{figures.Saves:#,0}, median {figures.SaveMs.Median:#,0} ms, p95 {figures.SaveMs.P95:#,0} ms"), "");
        Row("kept, read back while writing, and at the end from the rows: lost", Text($"{figures.Lost} ({figures.ReadBack:#,0} looks)"), "0");
        Row("refused while there was time, taken after the end", Text($"{figures.RefusedEarly}, {figures.KeptLate}"), "0, 0");
        Row("last kept text is what was handed in: not so", Text($"{figures.OtherHandedIn}"), "0");
        Row(Text($"clocks, worst of {figures.Readings:#,0} readings: surely off"), Text($"{figures.ClockSurelyOffMs:0} ms"), "< 1,000 ms");
        Row(Text($"  of the {figures.NarrowReadings:#,0} known to ±{AssessmentFigures.NarrowMs / 2:0} ms: off (p95 of all widths {figures.ReadingWidthP95Ms:0} ms)"), Text($"{figures.ClockOffMs:0} ms"), "< 1,000 ms");
        Row(Text($"  shown by {figures.PageReadings:#,0} reloaded pages: surely off"), Text($"{figures.PageSurelyOffMs:0} ms"), "< 1,000 ms");
        Row("end by the clock, as recorded: surely off", Text($"{figures.ClosedOffMs:0} ms"), "< 1,000 ms");
        Row("ended by somebody else than it should be", Text($"{figures.EndedByOther}"), "0");
        Row("  seen closed, seen handed in, s late (p50, p95, most)", $"{Three(figures.ClosedLate)}; {Three(figures.HandedInLate)}", "");
        Row("Submit pressed, refused, our faults, pauses given", Text($"{figures.Pressed}, {figures.SubmitsRefused}, {figures.OurFaults}, {figures.Pauses}"), "");
        Row("queue: s to begin, by the rows (p50, p95, most)", Three(figures.Wait), "shown");
        Row(Text($"  candidates' stopwatches apart from the rows, s ({figures.StopwatchApart.Count})"), Three(figures.StopwatchApart), "p95 ≤ 2 s");
        Row("  p95 on the capacity page, and by all rows", $"{figures.PageP95}, {figures.RowsP95}", "the same");
        Row("s to the result, by the rows", Three(figures.Done), "");
        Row(Text($"  said to {figures.Compared} candidates when they pressed"), Three(figures.Said), "");
        Row("  took, of what was said (p50, p95, most)", Three(figures.TookOfSaid, "×"), figures.Compared < AssessmentFigures.Enough ? "too few to tell" : "p50 ½ to 2 ×");
        Row("databases of invited candidates' variants built before they came, and s", Text($"{figures.Built}, {figures.BuiltIn:0}"), "");
        Row("practice of all before the clocks, and the rest after them, s", Text($"{figures.PractisedIn:0}, {figures.SettledIn:0}{(figures.Settled ? "" : " and not done")}"), "done");
        Row("requests that failed", Text($"{figures.RequestFaults}"), "0");
        AnsiConsole.Write(table);
        foreach (var fault in figures.Faults)
            AnsiConsole.WriteLine(fault);
        AnsiConsole.WriteLine($"autosaves {(figures.DraftsHold ? "are" : "are not")} all kept, clocks {(figures.ClocksHold ? "are" : "are not")} right, what is said of the queue {(figures.QueueHolds ? "is" : "is not")} true");

        void Row(string name, string value, string claimed) => table.AddRow(Markup.Escape(name), Markup.Escape(value), Markup.Escape(claimed));
    }

    private static string Three(Spread spread, string unit = "") => Text($"{spread.P50:#,0.#}{unit}, {spread.P95:#,0.#}{unit}, {spread.Most:#,0.#}{unit}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
