using Learning.Grading;
using Learning.Grading.Bundles;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Tests;

namespace Learning.Exercises.Tests;

/// <summary>Exercises prove themselves: reference, starter and every attempt land in their declared verdict, and their evidence judges the same again.</summary>
public abstract class EveryExerciseTests(SharedLab lab)
{
    protected static ExerciseLibrary Library { get; } = ExerciseLibrary.Load(Repository.Path("exercises"));

    /// <summary>Every second answer: two classes that share them run at the same time, which is what two processors are for.</summary>
    protected static TheoryData<string, string> Half(int remainder, bool representative)
    {
        var half = new TheoryData<string, string>();
        foreach (var (slug, answer) in Library.Exercises.SelectMany(exercise => Answers(exercise, representative)).Where((_, index) => index % 2 == remainder))
            half.Add(slug, answer);
        return half;
    }

    /// <summary>Two stand for all of an exercise, and a build server is done in time: the reference, and the first wrong answer of another outcome than the starter's, one that is counted rather than timed where there is one. The others are long tests.</summary>
    private static IEnumerable<(string Slug, string Answer)> Answers(Exercise exercise, bool representative)
    {
        var starter = exercise.Declared().Single(answer => answer.Name == "starter");
        var other = exercise.Attempts.Where(answer => answer.Verdict != Verdict.Passed && answer.Verdict != starter.Verdict).OrderBy(answer => exercise.IsTimed(answer.FailedStage)).First();
        return exercise.Declared().Where(answer => (answer.Name == "reference" || answer == other) == representative).Select(answer => (exercise.Slug, answer.Name));
    }

    protected async Task LandsAsync(string slug, string name)
    {
        var exercise = Library.Find(slug)!;
        var declared = exercise.Declared().First(answer => string.Equals(answer.Name, name, StringComparison.Ordinal));

        var (report, bundle) = await lab.Grader.GradeAsync(exercise, declared.Source, GradeMode.Submit, null, CancellationToken.None);

        Assert.True(declared.Landed(report), $"declared {declared.Verdict} at {declared.FailedStage ?? "any stage"}, got {report.Verdict} at {report.Failed?.Name}: {report.Headline}. {report.Summary}");
        var again = Regrade.From(EvidenceBundle.FromJson(bundle.ToJson()), exercise);
        Assert.True(again.SameVerdict && again.Differences.Count == 0, $"judged again from its bundle: {string.Join(' ', again.Differences)}");
    }
}

[TestCaseOrderer(InOrder.Type, InOrder.Assembly)]
public sealed class EvenAnswersTests(SharedLab lab) : EveryExerciseTests(lab), IClassFixture<SharedLab>
{
    public static TheoryData<string, string> Answers => Half(0, representative: true);

    [Theory]
    [MemberData(nameof(Answers))]
    public Task Answer_Graded_LandsInItsDeclaredVerdict(string slug, string name) => LandsAsync(slug, name);
}

[TestCaseOrderer(InOrder.Type, InOrder.Assembly)]
public sealed class OddAnswersTests(SharedLab lab) : EveryExerciseTests(lab), IClassFixture<SharedLab>
{
    public static TheoryData<string, string> Answers => Half(1, representative: true);

    [Theory]
    [MemberData(nameof(Answers))]
    public Task Answer_Graded_LandsInItsDeclaredVerdict(string slug, string name) => LandsAsync(slug, name);
}

[TestCaseOrderer(InOrder.Type, InOrder.Assembly)]
[Trait("Category", "Long")]
public sealed class OtherEvenAnswersTests(SharedLab lab) : EveryExerciseTests(lab), IClassFixture<SharedLab>
{
    public static TheoryData<string, string> Answers => Half(0, representative: false);

    [Theory]
    [MemberData(nameof(Answers))]
    public Task Answer_Graded_LandsInItsDeclaredVerdict(string slug, string name) => LandsAsync(slug, name);
}

[TestCaseOrderer(InOrder.Type, InOrder.Assembly)]
[Trait("Category", "Long")]
public sealed class OtherOddAnswersTests(SharedLab lab) : EveryExerciseTests(lab), IClassFixture<SharedLab>
{
    public static TheoryData<string, string> Answers => Half(1, representative: false);

    [Theory]
    [MemberData(nameof(Answers))]
    public Task Answer_Graded_LandsInItsDeclaredVerdict(string slug, string name) => LandsAsync(slug, name);
}

public sealed class LibraryTests
{
    private static readonly ExerciseLibrary Library = ExerciseLibrary.Load(Repository.Path("exercises"));

    [Fact]
    public void Folders_OfThisRepository_AllLoad() => Assert.Empty(Library.Problems);

    [Fact]
    public void EveryExercise_ShipsAtLeastFiveWrongAttemptsAndOneOtherRightOne() => Assert.All(Library.Exercises, exercise =>
    {
        Assert.True(exercise.Attempts.Count(attempt => attempt.Verdict != Verdict.Passed) >= 5, exercise.Slug);
        Assert.Contains(exercise.Attempts, attempt => attempt.Verdict == Verdict.Passed);
    });
}
