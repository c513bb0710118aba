using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Tests;

namespace Learning.Exercises.Tests;

/// <summary>One variant of each exercise, reference and starter; all answers on many of them are for <c>./dev verify --variants</c>.</summary>
[TestCaseOrderer(InOrder.Type, InOrder.Assembly)]
[Trait("Category", "Long")]
public sealed class VariantTests(SharedLab lab) : IClassFixture<SharedLab>
{
    private static readonly ExerciseLibrary Library = ExerciseLibrary.Load(Repository.Path("exercises"));

    /// <summary>Another number for each, and always the same one.</summary>
    public static TheoryData<string, int, string> Sample()
    {
        var sample = new TheoryData<string, int, string>();
        foreach (var (exercise, index) in Library.Exercises.Select((exercise, index) => (exercise, index)))
        {
            sample.Add(exercise.Slug, 7 * index + 3, "reference");
            sample.Add(exercise.Slug, 7 * index + 3, "starter");
        }
        return sample;
    }

    [Theory]
    [MemberData(nameof(Sample))]
    public async Task Answer_OnAVariant_LandsWhereTheExerciseAsWrittenSays(string slug, int number, string name)
    {
        var variant = Library.Find(slug, number)!;
        var declared = variant.Declared().First(answer => answer.Name == name);

        var (report, _) = await lab.Grader.GradeAsync(variant, declared.Source, GradeMode.Submit, null, CancellationToken.None);

        Assert.True(declared.Landed(report), $"declared {declared.Verdict}, got {report.Verdict} at {report.Failed?.Name}: {report.Headline}. {report.Summary}");
        Assert.Equal(number, report.Variant);
    }
}

public sealed class EveryVariantTests
{
    [Fact]
    public void EveryExercise_HasVariantsOfItsNamesAndData() => Assert.All(ExerciseLibrary.Load(Repository.Path("exercises")).Exercises, exercise => Assert.True(exercise.Varies, exercise.Slug));

    [Fact]
    public void Fifty_OfEachExercise_AreMadeWithoutAPlaceholderLeft() => Assert.All(ExerciseLibrary.Load(Repository.Path("exercises")) is var library ? library.Exercises : [], exercise =>
    {
        foreach (var variant in Enumerable.Range(1, 50).Select(number => library.Find(exercise.Slug, number)!))
            Assert.All(variant.Data.Sets, set => Assert.DoesNotContain("{{", set.Description, StringComparison.Ordinal));
    });
}
