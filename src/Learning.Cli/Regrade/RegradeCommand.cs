using System.CommandLine;
using System.Text.Json;
using Learning.Grading.Bundles;
using Learning.Grading.Reports;

namespace Learning.Cli;

/// <summary><c>regrade FILE [--json]</c>: judges a bundle again and shows what differs; exit 0 when the verdict is the same.</summary>
internal static class RegradeCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "An evidence bundle; - reads standard input." };
        var json = new Option<bool>("--json") { Description = "Print the regrade as JSON, and nothing else, on standard output." };
        var exercises = new Option<DirectoryInfo?>("--exercises") { Description = "The exercises folder; default: the nearest one above." };
        var command = new Command("regrade", "Judge an evidence bundle again with this engine. Nothing is run; the old report is kept.") { file, json, exercises };
        command.SetAction((parsed, cancellation) => Lab.RunAsync(parsed.GetValue(exercises),
            lab => RegradeAsync(lab, parsed.GetValue(file)!, parsed.GetValue(json), cancellation)));
        return command;
    }

    private static async Task<int> RegradeAsync(Lab lab, string file, bool json, CancellationToken cancellationToken)
    {
        if (file != "-" && !File.Exists(file))
            return await WrongCallAsync($"There is no file '{file}'.");
        try
        {
            var bundle = EvidenceBundle.FromJson(await BytesAsync(file, cancellationToken));
            if (lab.Library.Find(bundle.Exercise) is not { } exercise)
                return await WrongCallAsync($"The bundle is about the exercise '{bundle.Exercise}', which is not here. Known: {string.Join(", ", lab.Library.Exercises.Select(known => known.Slug))}.");
            var regrade = Regrade.From(bundle, exercise);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(regrade, GradeReport.Json));
            else
                Print(bundle, regrade);
            return regrade.SameVerdict ? ExitCode.Passed : ExitCode.NotPassed;
        }
        catch (BundleException error)
        {
            return await WrongCallAsync(error.Message);
        }
    }

    private static async Task<byte[]> BytesAsync(string file, CancellationToken cancellationToken)
    {
        if (file != "-")
            return await File.ReadAllBytesAsync(file, cancellationToken);
        using var bytes = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static void Print(EvidenceBundle bundle, Regrade regrade)
    {
        Console.WriteLine($"{bundle.Exercise}, source {bundle.SourceSha256[..12]}, evidence {bundle.EvidenceSha256[..12]}");
        Console.WriteLine($"then  {regrade.Before.Verdict}{At(regrade.Before)}  {regrade.Before.GradedAt:yyyy-MM-dd HH:mm}Z  engine {bundle.Engine}");
        Console.WriteLine($"now   {regrade.After.Verdict}{At(regrade.After)}  engine {regrade.Engine}");
        foreach (var note in regrade.Notes)
            Console.WriteLine($"note  {note}");
        foreach (var difference in regrade.Differences)
            Console.WriteLine($"diff  {difference}");
        Console.WriteLine(regrade.Differences.Count == 0 ? "Nothing differs." : regrade.SameVerdict ? "The verdict is the same." : "The verdict differs. The report that was given stays as it is.");
    }

    private static string At(GradeReport report) => report.Failed is { } stage ? $" at {stage.Name}" : "";

    private static async Task<int> WrongCallAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return ExitCode.WrongCall;
    }
}
