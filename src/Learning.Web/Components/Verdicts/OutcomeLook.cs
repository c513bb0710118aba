using Learning.Grading.Reports;

namespace Learning.Web.Components.Verdicts;

/// <summary>How an outcome shows: glyph of the sprite, colour class, word. Each suffices without the others.</summary>
internal sealed record OutcomeLook(string Glyph, string Tone, string Word)
{
    public static OutcomeLook Of(Verdict verdict) => verdict switch
    {
        Verdict.Passed => new("v-pass", "pass", "Passed"),
        Verdict.OverBudget => new("v-over", "over", "Over budget"),
        Verdict.WrongAnswer => new("v-wrong", "wrong", "Wrong answer"),
        Verdict.CompileError => new("v-wrong", "wrong", "Does not compile"),
        Verdict.RuntimeError => new("v-wrong", "wrong", "Stopped with an exception"),
        Verdict.TimeLimit => new("v-over", "over", "Stopped at the time limit"),
        Verdict.MemoryLimit => new("v-over", "over", "Stopped at the memory limit"),
        Verdict.OutputLimit => new("v-over", "over", "Stopped at the output limit"),
        Verdict.Inconclusive => new("v-unsure", "unsure", "Not sure yet"),
        _ => new("v-infra", "infra", "Our fault, not graded"),
    };

    /// <summary>A stage that failed wears the verdict's look; the rest their own.</summary>
    public static OutcomeLook Of(StageStatus status, Verdict? verdict) => status switch
    {
        StageStatus.Passed => Of(Verdict.Passed),
        StageStatus.Failed => Of(verdict ?? Verdict.OverBudget),
        StageStatus.Unsure => Of(Verdict.Inconclusive),
        StageStatus.Running => new("v-live", "acc", "Running"),
        _ => new("v-none", "dim", "Not reached"),
    };
}
