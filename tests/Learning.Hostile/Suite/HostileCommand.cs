using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Learning.Grading;
using Learning.Grading.Reports;
using Learning.Hostile.Cases;
using Learning.Hostile.Lab;

namespace Learning.Hostile.Suite;

/// <summary>The abuse suite from a terminal. Exit code 0: everything came as expected; 1: not; 3: the lab could not be built.</summary>
internal static class HostileCommand
{
    public const int AtOnce = 3;

    public static RootCommand Create()
    {
        var words = new Argument<string[]>("word") { Description = "Only cases whose theme or name contains one of these.", Arity = ArgumentArity.ZeroOrMore };
        var jail = new Option<string>("--jail") { Description = "bubblewrap or docker.", DefaultValueFactory = _ => "bubblewrap" };
        var repeat = new Option<int>("--repeat") { Description = "How often each case is run; with a journal, what is in it is not run again.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print the figures as JSON, and nothing else, on standard output." };
        var journal = new Option<FileInfo?>("--journal") { Description = "Where each case is written as it ends." };
        var fresh = new Option<bool>("--fresh") { Description = "Begin anew instead of going on with the journal." };
        var root = new RootCommand("The abuse suite: attacks on the sandbox, each with what must come of it.") { words, jail, repeat, json, journal, fresh };
        root.SetAction(async (parsed, cancellation) =>
        {
            string[] asked = parsed.GetValue(words) ?? [];
            List<string> names = [.. CaseFiles.Names.Where(name => asked.Length == 0 || asked.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))];
            if (names.Count == 0 || parsed.GetValue(repeat) < 1)
            {
                await Console.Error.WriteLineAsync(names.Count == 0 ? "No case's name contains that." : "--repeat takes a number from 1.");
                return 2;
            }
            if (parsed.GetValue(fresh) && parsed.GetValue(journal) is { Exists: true } old)
                old.Delete();
            try
            {
                var summary = await RunAsync(parsed.GetValue(jail)!, names, parsed.GetValue(repeat), parsed.GetValue(repeat) > 1 && parsed.GetValue(journal) is { } file ? new(file.FullName) : null, cancellation);
                if (parsed.GetValue(json))
                    Console.WriteLine(JsonSerializer.Serialize(summary, GradeReport.Json));
                else
                    Display.Print(summary);
                return summary.Holds ? 0 : 1;
            }
            catch (Exception fault) when (fault is InfrastructureException or IOException)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                return 3;
            }
        });
        return root;
    }

    private static async Task<SuiteSummary> RunAsync(string jail, IReadOnlyList<string> names, int turns, Journal? journal, CancellationToken cancellationToken)
    {
        var cases = names.Select(CaseFiles.Read).ToDictionary(each => each.Id, Revision.Of, StringComparer.Ordinal);
        List<CaseResult> results = [.. (journal?.Read() ?? []).Where(entry => entry.Jail == jail && entry.Turn <= turns && cases.GetValueOrDefault(entry.Case) == entry.Revision)];
        var known = results.Select(result => (result.Case, result.Turn)).ToHashSet();
        var started = Stopwatch.GetTimestamp();
        var lab = await HostileLab.StartAsync(jail, cancellationToken);
        try
        {
            using var suite = new SuiteRun(lab, AtOnce);
            await Display.WhileAsync(names, turns, async tell =>
            {
                for (var turn = 1; turn <= turns; turn++)
                {
                    var now = turn;
                    await Parallel.ForEachAsync(names.Where(name => !known.Contains((name, now))), new ParallelOptions { MaxDegreeOfParallelism = AtOnce + 1, CancellationToken = cancellationToken }, async (name, stop) =>
                    {
                        var result = await suite.RunAsync(name, now, stop);
                        journal?.Add(result);
                        lock (results)
                            results.Add(result);
                        tell(result);
                    });
                }
                return results.Count;
            });
        }
        finally
        {
            await lab.DisposeAsync();
        }
        return SuiteSummary.Of(jail, results, Stopwatch.GetElapsedTime(started).TotalSeconds, await lab.LeftAsync());
    }
}
