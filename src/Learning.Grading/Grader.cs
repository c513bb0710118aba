using Learning.Grading.Exercises;
using Learning.Grading.Reports;

namespace Learning.Grading;

/// <summary>Try runs the visible data and gives no verdict on the stages; Submit grades.</summary>
public enum GradeMode { Try, Submit }

/// <summary>Turns a submission into a report: gathers evidence stage by stage and stops at the first stage that fails.</summary>
public sealed class Grader(ISandbox sandbox, TimeProvider time)
{
    /// <summary>Throws <see cref="InfrastructureException"/> for our faults. Progress gets all stages each time one changes.</summary>
    public Task<GradeReport> GradeAsync(Exercise exercise, string source, GradeMode mode, IProgress<IReadOnlyList<StageResult>>? progress, CancellationToken cancellationToken) =>
        throw new InfrastructureException($"Not wired yet: {sandbox} {time}");
}
