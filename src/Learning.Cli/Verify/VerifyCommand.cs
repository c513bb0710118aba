using System.CommandLine;
using Learning.Grading;
using Learning.Grading.Exercises;

namespace Learning.Cli;

/// <summary>
/// <c>verify [slug…] [--repeat k]</c>: reference, starter and every attempt must land in their declared verdict, every time; with
/// <c>--variants n</c>, on each of the first n variants too.
/// </summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var slugs = new Argument<string[]>("slug") { Description = "Exercises to verify; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var repeat = new Option<int>("--repeat") { Description = "How often each is graded.", DefaultValueFactory = _ => 1 };
        var variants = new Option<int?>("--variants") { Description = "Grade them on variants 1 to N instead of the exercise as written." };
        var from = new Option<int>("--from") { Description = "The first variant, to go on where an earlier run ended.", DefaultValueFactory = _ => 1 };
        var answers = new Option<string[]>("--answer") { Description = "Only answers of this name: reference, starter, or an attempt's file. May be repeated." };
        var json = new Option<bool>("--json") { Description = "With --variants: print a JSON document, and nothing else, on standard output." };
        var exercises = new Option<DirectoryInfo?>("--exercises") { Description = "The exercises folder; default: the nearest one above." };
        var command = new Command("verify", "Prove exercises: every answer that ships with them gets its declared verdict.") { slugs, repeat, variants, from, answers, json, exercises };
        command.SetAction((parsed, cancellation) => Lab.RunAsync(parsed.GetValue(exercises),
            lab => parsed.GetValue(variants) is { } count
                ? VerifyVariants.RunAsync(lab, new(parsed.GetValue(slugs) ?? [], parsed.GetValue(from), count, parsed.GetValue(answers) ?? [], parsed.GetValue(json)), cancellation)
                : VerifyAsync(lab, parsed.GetValue(slugs) ?? [], parsed.GetValue(repeat), cancellation)));
        return command;
    }

    private static async Task<int> VerifyAsync(Lab lab, string[] slugs, int repeat, CancellationToken cancellationToken)
    {
        var unknown = slugs.Where(slug => lab.Library.Find(slug) is null && !lab.Library.Problems.Any(problem => string.Equals(problem.Slug, slug, StringComparison.Ordinal))).ToList();
        if (unknown.Count > 0 || repeat < 1)
        {
            await Console.Error.WriteLineAsync(unknown.Count > 0 ? $"There is no exercise {string.Join(", ", unknown)}." : "--repeat is at least 1.");
            return ExitCode.WrongCall;
        }

        var failed = 0;
        foreach (var problem in lab.Library.Problems.Where(problem => slugs.Length == 0 || slugs.Contains(problem.Slug, StringComparer.Ordinal)))
        {
            failed++;
            Console.WriteLine($"broken   {problem}");
        }
        foreach (var exercise in lab.Library.Exercises.Where(exercise => slugs.Length == 0 || slugs.Contains(exercise.Slug, StringComparer.Ordinal)))
            failed += await VerifyAsync(lab, exercise, repeat, cancellationToken);
        Console.WriteLine(failed == 0 ? "Every answer landed in its declared verdict." : $"{failed} did not land where they are declared.");
        return failed == 0 ? ExitCode.Passed : ExitCode.NotPassed;
    }

    private static async Task<int> VerifyAsync(Lab lab, Exercise exercise, int repeat, CancellationToken cancellationToken)
    {
        var failed = 0;
        foreach (var declared in exercise.Declared())
        {
            for (var turn = 1; turn <= repeat; turn++)
            {
                var proved = await lab.Grader.ProveAsync(exercise, declared, cancellationToken);
                failed += proved.Landed ? 0 : 1;
                var where = proved.GotStage is { } stage ? $" at {stage}" : "";
                Console.WriteLine($"{(proved.Landed ? "ok      " : "MISMATCH")} {exercise.Slug}/{proved.Name}: {proved.Got}{where} ({Say.Ms(proved.GradingMs)}){(proved.Landed ? "" : $", declared {proved.Declared} at {proved.DeclaredStage ?? "any stage"}. {proved.Says}")}");
            }
        }
        return failed;
    }
}
