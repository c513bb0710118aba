using Learning.Grading.Reports;

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

    /// <summary>The reference, the starter, and of every declared outcome (a verdict at a stage) the first <paramref name="ofEach"/> answers: they stand for the others where all take too long.</summary>
    public static IEnumerable<DeclaredAttempt> Representatives(this Exercise exercise, int ofEach)
    {
        var seen = new Dictionary<(Verdict, string?), int>();
        foreach (var (answer, index) in exercise.Declared().Select((answer, index) => (answer, index)))
        {
            var outcome = (answer.Verdict, answer.FailedStage);
            seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
            if (index < 2 || seen[outcome] <= ofEach)
                yield return answer;
        }
    }

    public static bool Landed(this DeclaredAttempt declared, GradeReport report) =>
        report.Verdict == declared.Verdict
        && (declared.FailedStage is null || string.Equals(report.Failed?.Name, declared.FailedStage, StringComparison.Ordinal));
}
