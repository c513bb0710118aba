using System.CommandLine;
using System.Text.Json;
using Learning.Grading.Bundles;
using Learning.Grading.Reports;

namespace Learning.Cli;

/// <summary><c>regrade SUBMISSION|FILE [--json]</c>: judges a bundle again and shows what differs; exit 0 when the verdict is the same.</summary>
internal static class RegradeCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("what") { Description = "A submission's id, or the file of an evidence bundle; - reads standard input." };
        var json = new Option<bool>("--json") { Description = "Print the regrade as JSON, and nothing else, on standard output." };
        var exercises = new Option<DirectoryInfo?>("--exercises") { Description = "The exercises folder; default: the nearest one above." };
        var command = new Command("regrade", "Judge an evidence bundle again with this engine. Nothing is run; the old report is kept.") { what, json, exercises };
        command.SetAction((parsed, cancellation) => Lab.RunAsync(parsed.GetValue(exercises),
            lab => RegradeAsync(lab, parsed.GetValue(what)!, parsed.GetValue(json), cancellation)));
        return command;
    }

    private static async Task<int> RegradeAsync(Lab lab, string what, bool json, CancellationToken cancellationToken)
    {
        try
        {
            if (Guid.TryParse(what, out var id))
                return await SubmissionAsync(lab, id, json, cancellationToken);
            return what == "-" || File.Exists(what)
                ? await JudgeAsync(lab, EvidenceBundle.FromJson(await BytesAsync(what, cancellationToken)), json)
                : await WrongCallAsync($"'{what}' is neither a submission's id nor a file that can be read.");
        }
        catch (BundleException error)
        {
            return await WrongCallAsync(error.Message);
        }
    }

    private static async Task<int> SubmissionAsync(Lab lab, Guid id, bool json, CancellationToken cancellationToken)
    {
        await using var site = await SiteDatabase.OpenAsync(cancellationToken);
        return await site.FindAsync(id, cancellationToken) is { } bundle
            ? await JudgeAsync(lab, bundle, json, regrade => site.KeepAsync(id, regrade, cancellationToken))
            : await WrongCallAsync($"There is no evidence of a submission {id}: it does not exist, was not graded, or was graded before evidence was kept.");
    }

    private static async Task<int> JudgeAsync(Lab lab, EvidenceBundle bundle, bool json, Func<Regrade, Task>? keep = null)
    {
        if (lab.Library.Find(bundle.Exercise, bundle.Variant) is not { } exercise)
            return await WrongCallAsync($"The bundle is about the exercise '{bundle.Exercise}'{(bundle.Variant is { } number ? $", variant {number}" : "")}, which is not here. Known: {string.Join(", ", lab.Library.Exercises.Select(known => known.Slug))}.");
        var regrade = Regrade.From(bundle, exercise);
        if (keep is not null)
            await keep(regrade);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(regrade, GradeReport.Json));
        else
            Print(bundle, regrade);
        return regrade.SameVerdict ? ExitCode.Passed : ExitCode.NotPassed;
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
