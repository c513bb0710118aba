using System.Globalization;
using Learning.Grading.Exercises;
using Spectre.Console;

namespace Learning.Benchmarks.Sandbox;

/// <summary>The figures for a terminal, each beside what is claimed.</summary>
internal static class SandboxTable
{
    public static void Print(IReadOnlyList<SandboxPart> parts)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "measured", "claimed", "load of the machine");
        foreach (var part in parts)
        {
            var load = Text($"{part.Machine.LoadBefore:0.0} to {part.Machine.LoadAfter:0.0}");
            foreach (var figures in part.OneUser)
                OneUserRows(figures);
            if (part.Jail is { } jail)
                Row($"a jail, to the end of a program that does nothing ({part.JailName})", Both(jail), "≤ 60 ms");
            if (part.Sustained is { } sustained)
            {
                var language = Name(sustained.Language);
                Row($"{language}: gradings a minute, {sustained.Minutes:0.#} minutes, {sustained.Slots} at once", Text($"{sustained.PerMinute:0.#}"), sustained.Language == ExerciseLanguage.CSharp ? "≥ 80" : "≥ 200");
                if (sustained.PeerPerMinute is { } flows)
                    Row($"the peer flow a minute right after, {sustained.Slots} at once, and the ratio", Text($"{flows:0.#}, {sustained.PerMinute / flows:0.0}×"), "");
                Row($"{language}: processor seconds of the machine for each", Text($"{sustained.ProcessorSecondsEach:0.00}"), "");
                Row($"{language}: our faults, other verdicts than declared", Text($"{sustained.OurFaults}, {sustained.OtherVerdicts} of {sustained.Gradings}"), "0, 0");
                Row($"{language}: memory early and late, MB", Text($"{sustained.MemoryMbEarly:0} → {sustained.MemoryMbLate:0}"), "flat");
            }
            if (part.Fair is { } fair)
            {
                Row($"{fair.Users} users, one with {fair.Hoard} waiting: share of the others, worst", Text($"{fair.OfOthersLeast} to {fair.OfOthersMost}, {fair.WorstShareOffPercent:0.#} % off their mean; the hoarder {fair.OfTheHoarder}"), "±20 %");
                Row("waiting to begin, s (median, p95, most)", Text($"{fair.WaitMedian:0.#}, {fair.WaitP95:0.#}, {fair.WaitMost:0.#}"), "p95 ≤ 20 s");
            }
            if (part.Peer is { } peer)
            {
                Row($"peer flow ({peer.Server}, data, dotnet test)", Both(peer.Theirs), "");
                Row("ours, the same answer, in turn with it", Both(peer.Ours), "");
                Row("ratio of the medians", Text($"{peer.Ratio:0.0}×"), "≥ 10×");
            }

            void Row(string name, string value, string claimed) => table.AddRow(Markup.Escape(name), Markup.Escape(value), Markup.Escape(claimed), load);

            void OneUserRows(OneUserFigures figures)
            {
                var (language, sharp) = (Name(figures.Language), figures.Language == ExerciseLanguage.CSharp);
                Row($"{language}: to the first stage's verdict", Both(figures.FirstVerdict), sharp ? "p50 ≤ 500 ms" : "p50 ≤ 300 ms");
                Row($"{language}: to the whole report", Both(figures.WholeReport), sharp ? "p50 ≤ 2,000, p95 ≤ 4,000 ms" : "");
                Row($"{language}: to the whole report of those that pass", Both(figures.WholeReportPassed), "");
                if (sharp)
                    Row("compile, warm", Both(figures.Compile), "≤ 120 ms");
                Row($"{language}: a cluster from the pool", Both(figures.ClusterFromPool), "≤ 10 ms");
                if (figures.Unexpected > 0)
                    Row($"{language}: other verdicts than declared", Text($"{figures.Unexpected}"), "0");
            }
        }
        AnsiConsole.Write(table);
    }

    private static string Name(ExerciseLanguage language) => language == ExerciseLanguage.CSharp ? "C#" : "SQL";

    private static string Both(Times times) => Text($"{times.Median:#,0.#} ms, p95 {times.P95:#,0.#} ({times.Count})");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
