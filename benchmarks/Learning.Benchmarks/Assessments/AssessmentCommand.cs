using System.CommandLine;
using System.Text.Json;
using Learning.Cli;
using Learning.Grading;
using Learning.Grading.Reports;

namespace Learning.Benchmarks.Assessments;

/// <summary><c>bench assessment</c>: a crowd of candidates on one machine. Is every autosave kept, are clocks right to the second, and is what is said of the queue true?</summary>
internal static class AssessmentCommand
{
    public static Command Create()
    {
        var candidates = new Option<int>("--candidates") { Description = "Candidates at once.", DefaultValueFactory = _ => 50 };
        var minutes = new Option<double>("--minutes") { Description = "How long they sit.", DefaultValueFactory = _ => 10 };
        var variants = new Option<int?>("--variants") { Description = "Of how many variants of each exercise candidates draw one; 0: all get it as written. Default: as many as the site publishes with, and the database of each is built when it is first handed in." };
        var json = new Option<bool>("--json") { Description = "Print the figures as JSON, and nothing else, on standard output." };
        var fresh = new Option<bool>("--fresh") { Description = "Begin the journal anew instead of adding to it." };
        var journal = new Option<FileInfo>("--journal") { Description = "Where the figures of each run are added; the site's log is written beside it.", Required = true };
        var site = new Option<DirectoryInfo>("--site") { Description = "The published site.", Required = true };
        var exercises = new Option<DirectoryInfo?>("--exercises") { Description = "The exercises folder; default: what the site finds." };
        var command = new Command("assessment", "Is nothing lost, and is the clock right, with many candidates at once?") { candidates, minutes, variants, json, fresh, journal, site, exercises };
        candidates.Validators.Add(result => Within(result, result.GetValueOrDefault<int>(), 1, 500));
        minutes.Validators.Add(result => Within(result, result.GetValueOrDefault<double>(), 1, 50)); // the capacity page looks back an hour
        variants.Validators.Add(result => Within(result, result.GetValueOrDefault<int?>() ?? 0, 0, 1000));
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var file = parsed.GetValue(journal)!.FullName;
                if (parsed.GetValue(fresh))
                    File.Delete(file);
                await using var running = await SiteProcess.StartAsync(parsed.GetValue(site)!, parsed.GetValue(exercises), Path.ChangeExtension(file, ".site.log"), cancellation);
                var figures = AssessmentFigures.Of(await new Invigilator(running, parsed.GetValue(candidates), parsed.GetValue(minutes), parsed.GetValue(variants), Console.Error.WriteLine).RunAsync(cancellation));
                new Journal<AssessmentFigures>(file).Add(figures);
                if (parsed.GetValue(json))
                    Console.WriteLine(JsonSerializer.Serialize(figures, GradeReport.Json));
                else
                    AssessmentTable.Print(figures);
                return figures.Hold ? ExitCode.Passed : ExitCode.NotPassed;
            }
            catch (Exception error) when (error is InfrastructureException or IOException or HttpRequestException or JsonException or Npgsql.NpgsqlException)
            {
                await Console.Error.WriteLineAsync(error.Message);
                return ExitCode.OurFault;
            }
        });
        return command;
    }

    private static void Within(System.CommandLine.Parsing.OptionResult result, double value, double least, double most)
    {
        if (value < least || value > most)
            result.AddError(FormattableString.Invariant($"{result.Option.Name} takes {least} to {most}."));
    }
}
