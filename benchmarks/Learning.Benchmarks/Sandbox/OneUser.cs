using System.Diagnostics;
using Learning.Cli;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails;

namespace Learning.Benchmarks.Sandbox;

/// <summary>What one user waits for: every answer that ships with an exercise of a language, one after the other, with the exercise's page open.</summary>
internal static class OneUser
{
    /// <summary>As long as reading a report takes at the very least; the pools fill meanwhile.</summary>
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(1.5);

    public static async Task<OneUserFigures> RunAsync(Lab lab, ExerciseLanguage language, int rounds, Action<string> say, CancellationToken cancellationToken)
    {
        using var spans = new Spans();
        List<(string Exercise, double? First, double All, bool Timed)> done = [];
        var unexpected = 0;
        var exercises = lab.Library.Exercises.Where(exercise => exercise.Language == language && !NeedsACrowd(exercise)).ToList();
        foreach (var exercise in exercises)
        {
            await lab.Sandbox.WarmAsync(exercise, cancellationToken);
            for (var round = 0; round < rounds; round++)
            {
                foreach (var declared in exercise.Declared().Where(declared => declared.Verdict is not (Verdict.TimeLimit or Verdict.InfrastructureError)))
                {
                    await lab.Sandbox.WarmAsync(exercise, cancellationToken);
                    await Task.Delay(Reading, cancellationToken);
                    var clock = new StageClock();
                    var (report, _) = await lab.Grader.GradeAsync(exercise, declared.Source, GradeMode.Submit, clock, cancellationToken);
                    unexpected += declared.Landed(report) ? 0 : 1;
                    done.Add((exercise.Slug, clock.FirstVerdictMs, clock.Ms, report.Verdict == Verdict.Passed));
                }
            }
            say($"{exercise.Slug}: whole report {Times.Of(done.Where(each => each.Exercise == exercise.Slug).Select(each => each.All)).Median:0} ms at the median");
        }
        return new()
        {
            Language = language,
            Unexpected = unexpected,
            FirstVerdict = Times.Of(done.Where(each => each.First is not null).Select(each => each.First!.Value)),
            WholeReport = Times.Of(done.Select(each => each.All)),
            WholeReportPassed = Times.Of(done.Where(each => each.Timed).Select(each => each.All)),
            Compile = spans.Of("compile"), ClusterFromPool = spans.Of("rent cluster"), ClusterStart = spans.Of("start cluster"),
            ByExercise = done.GroupBy(each => each.Exercise, StringComparer.Ordinal).ToDictionary(group => group.Key, group => Times.Of(group.Select(each => each.All)), StringComparer.Ordinal),
        };
    }

    /// <summary>From the supervisor's word to the end of a program that does nothing, inside.</summary>
    public static async Task<Times> JailAsync(IJail jail, CancellationToken cancellationToken)
    {
        List<double> times = [];
        for (var n = 0; n < 25; n++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var process = await jail.StartAsync(new() { Program = "/usr/bin/true", ReadOnly = [new("/usr/bin/true", "/usr/bin/true")] }, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (n >= 5)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Times.Of(times);
    }

    /// <summary>A crowd or a load has a time box of its own, which says nothing about this machine.</summary>
    private static bool NeedsACrowd(Exercise exercise) =>
        exercise.Stages.SelectMany(stage => stage.Checks).SelectMany(check => check.Needs).Any(need => need is EvidenceKind.Crowd or EvidenceKind.Load);
}

internal sealed record OneUserFigures
{
    public required ExerciseLanguage Language { get; init; }
    public required int Unexpected { get; init; }
    public required Times FirstVerdict { get; init; }
    public required Times WholeReport { get; init; }
    /// <summary>Those that passed went through every stage, timing included.</summary>
    public required Times WholeReportPassed { get; init; }
    public required Times Compile { get; init; }
    public required Times ClusterFromPool { get; init; }
    public required Times ClusterStart { get; init; }
    public required IReadOnlyDictionary<string, Times> ByExercise { get; init; }
}
