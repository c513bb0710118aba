using System.Text.Json.Serialization;
using Learning.Grading.Reports;

namespace Learning.Grading.Exercises;

/// <summary>One answer that ships with an exercise: what it is declared to get, and what it got. <c>Says</c>: the report's own words, where the two differ.</summary>
public sealed record ProvedAnswer(string Name, Verdict Declared, string? DeclaredStage, Verdict Got, string? GotStage, double GradingMs, bool Landed, string? Says)
{
    /// <summary>Neither as declared nor otherwise: the machine could not tell.</summary>
    [JsonIgnore]
    public bool Unsure => !Landed && Got is Verdict.Inconclusive or Verdict.InfrastructureError;
}

/// <summary>Proves an exercise: every answer that ships with it is graded, and has to get its declared verdict.</summary>
public static class ExerciseProof
{
    /// <summary>One answer after the other. Throws <see cref="InfrastructureException"/> when this machine cannot grade.</summary>
    public static async Task<ProvedAnswer> ProveAsync(this Grader grader, Exercise exercise, DeclaredAttempt declared, CancellationToken cancellationToken)
    {
        var (report, _) = await grader.GradeAsync(exercise, declared.Source, GradeMode.Submit, null, cancellationToken);
        var landed = declared.Landed(report);
        return new(declared.Name, declared.Verdict, declared.FailedStage, report.Verdict, report.Failed?.Name, report.GradingMs, landed, landed ? null : $"{report.Headline}. {report.Summary}");
    }
}
