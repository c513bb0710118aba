using System.Text.Json;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Exercises.Variants;
using Learning.Grading.Reports;

namespace Learning.Cli;

/// <summary>Reference, starter and every attempt, on one variant after another. A line for each variant as it ends; a summary for each exercise.</summary>
internal sealed class VerifyVariants(Lab lab, VariantQuestion asked)
{
    public static async Task<int> RunAsync(Lab lab, VariantQuestion asked, CancellationToken cancellationToken)
    {
        if (Refusal(lab, asked) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return ExitCode.WrongCall;
        }
        return await new VerifyVariants(lab, asked).RunAsync(cancellationToken);
    }

    private static string? Refusal(Lab lab, VariantQuestion asked)
    {
        if (asked.From < 1 || asked.Through < asked.From || lab.Library.Exercises.Any(exercise => exercise.Varies && lab.Library.Find(exercise.Slug, asked.Through) is null))
            return "--variants is at least 1 and at least --from.";
        foreach (var slug in asked.Slugs)
        {
            if (lab.Library.Find(slug) is not { } exercise)
                return $"There is no exercise {slug}. {string.Join(" ", lab.Library.Problems.Where(problem => problem.Slug == slug))}";
            if (!exercise.Varies)
                return $"{slug} has no variants: its exercise.yaml has no section of that name.";
            if (asked.Answers.Except(lab.Library.Find(slug, asked.From)!.Declared().Select(declared => declared.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
                return $"{slug} has no answer {unknown}.";
        }
        return null;
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<VariantsOfExercise> done = [];
        foreach (var problem in lab.Library.Problems)
            await Console.Error.WriteLineAsync($"broken   {problem}");
        foreach (var exercise in lab.Library.Exercises.Where(exercise => exercise.Varies && (asked.Slugs.Count == 0 || asked.Slugs.Contains(exercise.Slug, StringComparer.Ordinal))))
            done.Add(await ExerciseAsync(exercise, cancellationToken));

        foreach (var exercise in done)
            Say($"{exercise.Exercise}: {exercise.Equal} of {exercise.Of} equal");
        if (asked.Json)
            Console.WriteLine(JsonSerializer.Serialize(done, GradeReport.Json));
        return Code(done, complete: asked.Slugs.Count > 0 || lab.Library.Problems.Count == 0);
    }

    /// <summary>When nothing but faults kept answers from landing, nothing was shown about the variants.</summary>
    private static int Code(List<VariantsOfExercise> done, bool complete)
    {
        List<VariantAnswer> differ = [.. done.SelectMany(exercise => exercise.Variants).SelectMany(variant => variant.Answers).Where(answer => !answer.Equal)];
        return differ.Count > 0 && differ.TrueForAll(answer => answer.Got == nameof(Verdict.InfrastructureError)) ? ExitCode.OurFault
            : done.Count > 0 && differ.Count == 0 && complete ? ExitCode.Passed : ExitCode.NotPassed;
    }

    private async Task<VariantsOfExercise> ExerciseAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        List<VariantResult> results = [];
        for (var number = asked.From; number <= asked.Through; number++)
            results.Add(await VariantAsync(lab.Library.Find(exercise.Slug, number)!, cancellationToken));
        return new(exercise.Slug, exercise.Revision, results.Count(result => result.Equal), results.Count, results);
    }

    private async Task<VariantResult> VariantAsync(Exercise variant, CancellationToken cancellationToken)
    {
        List<VariantAnswer> answers = [];
        foreach (var declared in variant.Declared().Where(declared => asked.Answers.Count == 0 || asked.Answers.Contains(declared.Name, StringComparer.Ordinal)))
        {
            var answer = await AnswerAsync(variant, declared, cancellationToken);
            answers.Add(answer);
            if (!answer.Equal)
                Say($"MISMATCH {variant.Slug} {answer.Variant}/{answer.File}: {answer.Got}, declared {answer.Declared}. {answer.Says}");
        }
        var result = new VariantResult(variant.Variant!.Value, variant.Revision, answers.TrueForAll(answer => answer.Equal), variant.Traits!, answers);
        Say($"{(result.Equal ? "equal   " : "differs ")} {variant.Slug} {result.Variant}: {answers.Count(answer => answer.Equal)} of {answers.Count} answers as declared; {Traits(variant.Traits!)}");
        return result;
    }

    private async Task<VariantAnswer> AnswerAsync(Exercise variant, DeclaredAttempt declared, CancellationToken cancellationToken)
    {
        var expected = VariantAnswer.Name(declared.Verdict, declared.FailedStage);
        try
        {
            var (report, _) = await lab.Grader.GradeAsync(variant, declared.Source, GradeMode.Submit, null, cancellationToken);
            var equal = declared.Landed(report);
            return new(variant.Variant!.Value, declared.Name, expected, VariantAnswer.Name(report.Verdict, report.Failed?.Name), equal, report.GradingMs, equal ? null : $"{report.Headline}. {report.Summary}");
        }
        catch (InfrastructureException fault)
        {
            // The exercise's own: a reference that does not compile under its new names, a seed that does not fit the schema.
            return new(variant.Variant!.Value, declared.Name, expected, nameof(Verdict.InfrastructureError), false, 0, fault.Message);
        }
    }

    private static string Traits(VariantTraits traits) => string.Join(", ",
    [
        .. traits.Names.Where(name => name.Key != name.Value).Select(name => $"{name.Key} is {name.Value}"),
        .. traits.Data.Select(data => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{data.Key} x {data.Value}")),
        .. traits.Second is { } second ? [second] : Array.Empty<string>(),
    ]);

    /// <summary>Beside a document nobody wants lines.</summary>
    private void Say(string line) => (asked.Json ? Console.Error : Console.Out).WriteLine(line);
}
