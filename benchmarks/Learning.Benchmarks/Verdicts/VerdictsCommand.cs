using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Learning.Cli;
using Learning.Grading;
using Learning.Grading.Bundles;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;

namespace Learning.Benchmarks.Verdicts;

/// <summary>
/// <c>bench verdicts</c>: grades answers with a declared verdict again and again, the second half with both cores kept busy and several at once, and counts what
/// lands elsewhere. Resumable: what the journal holds for the same revisions is not run again.
/// </summary>
internal static class VerdictsCommand
{
    public static Command Create()
    {
        var gradings = new Option<int>("--gradings") { Description = "How many in all; half of them with both cores busy.", DefaultValueFactory = _ => 1000 };
        var json = new Option<bool>("--json") { Description = "Print the figures as JSON, and nothing else, on standard output." };
        var fresh = new Option<bool>("--fresh") { Description = "Begin anew instead of going on with the journal." };
        var journal = new Option<FileInfo>("--journal") { Description = "Where each grading is written as it ends.", Required = true };
        var exercises = new Option<DirectoryInfo?>("--exercises") { Description = "The exercises folder; default: the nearest one above." };
        var command = new Command("verdicts", "Is a verdict the same tomorrow, and beside a noisy neighbour?") { gradings, json, fresh, journal, exercises };
        command.SetAction((parsed, cancellation) => Lab.RunAsync(parsed.GetValue(exercises), async lab =>
        {
            var file = parsed.GetValue(journal)!.FullName;
            if (parsed.GetValue(fresh))
                File.Delete(file);
            var summary = await RunAsync(lab, new(file), parsed.GetValue(gradings), cancellation);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(summary, GradeReport.Json));
            else
                VerdictsTable.Print(summary);
            return summary.All is { CountedFlips: 0, FalseFailures: 0, OtherFromBundle: 0 } ? ExitCode.Passed : ExitCode.NotPassed;
        }));
        return command;
    }

    private static async Task<VerdictsSummary> RunAsync(Lab lab, Journal<Regrading> journal, int wanted, CancellationToken cancellationToken)
    {
        var machine = MachineState.Now();
        var answers = InTurn(lab.Library);
        List<Regrading> done = [.. journal.Read().Where(entry => lab.Library.Find(entry.Exercise)?.Revision == entry.Revision)];
        foreach (var busy in (bool[])[false, true])
        {
            using var neighbours = busy ? BusyCores.Start() : null;
            // One after the other on the quiet machine; beside the noise as many at once as the site grades by default, one for each processor.
            var count = done.Count(entry => entry.Busy == busy);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = busy ? Environment.ProcessorCount : 1, CancellationToken = cancellationToken };
            try
            {
                await Parallel.ForEachAsync(Enumerable.Range(count, Math.Max(0, (wanted / 2) - count)), parallel, async (turn, cancelled) => await OneAsync(turn, busy, cancelled));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break; // what is in the journal is summed up all the same
            }
        }
        return VerdictsSummary.Of(machine.Ended(), done);

        async Task OneAsync(int turn, bool busy, CancellationToken cancelled)
        {
            var (exercise, declared) = answers[turn % answers.Count];
            var entry = await GradeAsync(lab.Grader, exercise, declared, busy, cancelled);
            lock (done)
            {
                journal.Add(entry);
                done.Add(entry);
            }
            await Console.Error.WriteLineAsync($"{(busy ? "busy " : "")}{turn + 1}/{wanted / 2} {exercise.Slug}/{declared.Name}: {entry.Verdict}, {Say.Ms(entry.Ms)}{(entry.Landed ? "" : $", declared {declared.Verdict}")}");
        }
    }

    /// <summary>One answer of each exercise after the other, so that a run that is cut short has seen all of them about as often.</summary>
    private static List<(Exercise Exercise, DeclaredAttempt Declared)> InTurn(ExerciseLibrary library)
    {
        var columns = library.Exercises.Select(exercise => exercise.Declared().Select(declared => (exercise, declared)).ToList()).ToList();
        return [.. Enumerable.Range(0, columns.Max(column => column.Count)).SelectMany(row => columns.Where(column => row < column.Count).Select(column => column[row]))];
    }

    private static async Task<Regrading> GradeAsync(Grader grader, Exercise exercise, DeclaredAttempt declared, bool busy, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var (report, bundle) = await grader.GradeAsync(exercise, declared.Source, GradeMode.Submit, null, cancellationToken);
            var again = Regrade.From(EvidenceBundle.FromJson(bundle.ToJson()), exercise);
            return Entry(report.Verdict, report.Failed?.Name, report.Headline, declared.Landed(report)) with
            {
                SameFromBundle = again is { SameVerdict: true, Differences.Count: 0 }, Reruns = report.Reruns,
            };
        }
        catch (InfrastructureException fault)
        {
            return Entry(Verdict.InfrastructureError, null, fault.Message, landed: false);
        }

        Regrading Entry(Verdict verdict, string? stage, string headline, bool landed) => new()
        {
            Exercise = exercise.Slug, Revision = exercise.Revision, Answer = declared.Name, Busy = busy, Declared = declared.Verdict, DeclaredStage = declared.FailedStage,
            Verdict = verdict, Stage = stage, Landed = landed, Headline = headline, SameFromBundle = true, Ms = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            // A pass went through every stage; a failure is timed when the stage that failed, or should have failed, is.
            Timed = exercise.IsTimed(stage) || exercise.IsTimed(declared.FailedStage)
                || (verdict == Verdict.Passed && exercise.Stages.Any(each => exercise.IsTimed(each.Name))),
        };
    }
}
