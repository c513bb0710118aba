using System.CommandLine;
using System.Text.Json;
using Learning.Grading;
using Learning.Grading.Reports;

namespace Learning.Cli;

/// <summary><c>grade SLUG FILE [--json]</c>: prints the report; exit 0 only when Passed.</summary>
internal static class GradeCommand
{
    private const int MostSource = 128 * 1024;

    public static Command Create()
    {
        var slug = new Argument<string>("slug") { Description = "The exercise, as its folder is called." };
        var file = new Argument<string>("file") { Description = "The answer; - reads standard input." };
        var json = new Option<bool>("--json") { Description = "Print the GradeReport as JSON, and nothing else, on standard output." };
        var bundle = new Option<FileInfo?>("--bundle") { Description = "Write the evidence bundle to this file: what regrade judges again." };
        var exercises = new Option<DirectoryInfo?>("--exercises") { Description = "The exercises folder; default: the nearest one above." };
        var command = new Command("grade", "Grade a file as the web app would.") { slug, file, json, bundle, exercises };
        command.SetAction((parsed, cancellation) => Lab.RunAsync(parsed.GetValue(exercises),
            lab => GradeAsync(lab, parsed.GetValue(slug)!, parsed.GetValue(file)!, parsed.GetValue(json), parsed.GetValue(bundle), cancellation)));
        return command;
    }

    private static async Task<int> GradeAsync(Lab lab, string slug, string file, bool json, FileInfo? bundle, CancellationToken cancellationToken)
    {
        if (lab.Library.Find(slug) is not { } exercise)
        {
            var problems = lab.Library.Problems.Where(problem => string.Equals(problem.Slug, slug, StringComparison.Ordinal)).Select(problem => problem.ToString());
            return await WrongCallAsync($"There is no exercise '{slug}'. {string.Join(" ", problems)} Known: {string.Join(", ", lab.Library.Exercises.Select(known => known.Slug))}.");
        }
        if (file != "-" && !File.Exists(file))
            return await WrongCallAsync($"There is no file '{file}'.");

        var source = file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken);
        if (string.IsNullOrWhiteSpace(source))
            return await WrongCallAsync("The answer is empty.");
        if (System.Text.Encoding.UTF8.GetByteCount(source) > MostSource)
            return await WrongCallAsync("The answer is larger than 128 KB.");

        var (report, evidence) = await lab.Grader.GradeAsync(exercise, source, GradeMode.Submit, json ? null : new StageTicker(), cancellationToken);
        if (bundle is not null)
            await File.WriteAllBytesAsync(bundle.FullName, evidence.ToJson(), cancellationToken);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(report, GradeReport.Json));
        else
            ReportPrinter.Print(report);
        return report.Verdict == Verdict.Passed ? ExitCode.Passed : ExitCode.NotPassed;
    }

    private static async Task<int> WrongCallAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return ExitCode.WrongCall;
    }
}
