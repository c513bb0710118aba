using Learning.Grading.Exercises.Variants;
using Learning.Grading.Reports;

namespace Learning.Cli;

/// <summary>What <c>verify --variants</c> was asked: variants <paramref name="From"/> to <paramref name="Through"/> of these exercises, all that have any when none is named.</summary>
internal sealed record VariantQuestion(IReadOnlyList<string> Slugs, int From, int Through, IReadOnlyList<string> Answers, bool Json);

/// <summary>One exercise's variants, as the JSON document has them.</summary>
internal sealed record VariantsOfExercise(string Exercise, string Revision, int Equal, int Of, IReadOnlyList<VariantResult> Variants);

/// <summary>A variant is equal when every answer landed where the exercise as written says.</summary>
internal sealed record VariantResult(int Variant, string Revision, bool Equal, VariantTraits Traits, IReadOnlyList<VariantAnswer> Answers);

/// <summary>Declared and got are a verdict and, after "at", the stage that decided.</summary>
internal sealed record VariantAnswer(int Variant, string File, string Declared, string Got, bool Equal, double GradingMs, string? Says)
{
    public static string Name(Verdict verdict, string? stage) => stage is null ? verdict.ToString() : $"{verdict} at {stage}";
}
