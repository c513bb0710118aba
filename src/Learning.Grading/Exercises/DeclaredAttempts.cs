using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Exercises;

/// <summary>Everything that proves an exercise: its reference passes, its starter does not, each attempt gets its verdict.</summary>
public static class DeclaredAttempts
{
    public static IEnumerable<DeclaredAttempt> Declared(this Exercise exercise) =>
    [
        new("reference", exercise.Reference.Text, Verdict.Passed, null),
        new("starter", exercise.Starter.Text, exercise.StarterVerdict, null),
        .. exercise.Attempts,
    ];

    /// <summary>The reference, the starter, and the first answer of every other declared outcome (a verdict at a stage): they stand for the others where all take too long.</summary>
    public static IEnumerable<DeclaredAttempt> Representatives(this Exercise exercise) => exercise.Declared().DistinctBy(answer => (answer.Verdict, answer.FailedStage));

    /// <summary>A stage whose checks need a time or a load: what it finds depends on a measurement, and may end undecided on a machine that is busy.</summary>
    public static bool IsTimed(this Exercise exercise, string? stage) => exercise.Stages
        .Any(each => each.Name == stage && each.Checks.Any(check => check.Needs.Any(need => need is EvidenceKind.Latency or EvidenceKind.Load)));

    public static bool Landed(this DeclaredAttempt declared, GradeReport report) =>
        report.Verdict == declared.Verdict
        && (declared.FailedStage is null || string.Equals(report.Failed?.Name, declared.FailedStage, StringComparison.Ordinal));
}
