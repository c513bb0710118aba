using Learning.Grading.Traces;

namespace Learning.Grading.Reports;

/// <summary>From how a run ended to the verdict that it stands for.</summary>
public static class Verdicts
{
    public static Verdict Of(OutcomeKind kind) => kind switch
    {
        OutcomeKind.CompileError => Verdict.CompileError,
        OutcomeKind.TimeLimit => Verdict.TimeLimit,
        OutcomeKind.MemoryLimit => Verdict.MemoryLimit,
        OutcomeKind.OutputLimit => Verdict.OutputLimit,
        OutcomeKind.RuntimeError => Verdict.RuntimeError,
        _ => Verdict.Passed,
    };

    /// <summary>Our faults, noise and code that does not compile never use up an attempt.</summary>
    public static bool CostsAnAttempt(this Verdict verdict) =>
        verdict is not (Verdict.InfrastructureError or Verdict.Inconclusive or Verdict.CompileError);
}
