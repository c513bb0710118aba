using Learning.Grading;
using Learning.Grading.Bundles;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Sandbox;
using Learning.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Exercises.Tests;

/// <summary>One sandbox for all answers: real clusters, real jails.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    private ServiceProvider? _services;

    public Grader Grader => _services!.GetRequiredService<Grader>();

    public Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        _services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSandbox(configuration).BuildServiceProvider();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _services!.DisposeAsync();
}

/// <summary>Exercises prove themselves: reference, starter and every attempt land in their declared verdict.</summary>
public sealed class EveryExerciseTests(LabFixture lab) : IClassFixture<LabFixture>
{
    private static readonly ExerciseLibrary Library = ExerciseLibrary.Load(Repository.Path("exercises"));

    public static TheoryData<string, string> Declared
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var exercise in Library.Exercises)
            {
                foreach (var declared in exercise.Declared())
                    data.Add(exercise.Slug, declared.Name);
            }
            return data;
        }
    }

    [Fact]
    public void Library_Folders_AllLoad() => Assert.Empty(Library.Problems);

    [Fact]
    public void Library_EveryExercise_ShipsAtLeastFiveWrongAttempts() =>
        Assert.All(Library.Exercises, exercise => Assert.True(exercise.Attempts.Count(attempt => attempt.Verdict != Verdict.Passed) >= 5, exercise.Slug));

    [Theory]
    [MemberData(nameof(Declared))]
    public async Task Answer_Graded_LandsInItsDeclaredVerdict(string slug, string name)
    {
        var exercise = Library.Find(slug)!;
        var declared = exercise.Declared().First(answer => string.Equals(answer.Name, name, StringComparison.Ordinal));

        var (report, bundle) = await lab.Grader.GradeAsync(exercise, declared.Source, GradeMode.Submit, null, CancellationToken.None);

        Assert.True(declared.Landed(report), $"declared {declared.Verdict} at {declared.FailedStage ?? "any stage"}, got {report.Verdict} at {report.Failed?.Name}: {report.Headline}. {report.Summary}");
        var again = Regrade.From(EvidenceBundle.FromJson(bundle.ToJson()), exercise);
        Assert.True(again.SameVerdict && again.Differences.Count == 0, $"judged again from its bundle: {string.Join(' ', again.Differences)}");
    }
}
