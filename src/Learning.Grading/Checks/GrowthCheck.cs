using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>How a count answers to size, from better to worse.</summary>
public enum GrowthShape { Constant, Steps, Linear, Worse }

/// <summary>A count at several sizes of whatever drives the work. It is worth something only if the answer is right at each of them.</summary>
public abstract record GrowthCheck : Check
{
    public GrowthShape AtMost { get; init; } = GrowthShape.Constant;

    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Growth];

    protected static string Factor(Exercise exercise) => exercise.Data.Growth?.Factor ?? "rows";

    protected CheckResult? NotTheSame(Exercise exercise, Evidence evidence)
    {
        var factor = Factor(exercise);
        foreach (var step in evidence.Growth)
        {
            var difference = Pairs.Answers(exercise, step.Pair) is { Same: false } rows ? rows : Pairs.State(step.Pair);
            if (difference is not null)
            {
                return Fail(Verdict.WrongAnswer, $"Wrong answer: not the same at {Say.Count(step.Size)} {factor}",
                    $"At {Say.Count(step.Size)} {factor} the reference returns {Say.Rows(difference.Expected)}, yours {Say.Count(difference.Actual)}; {Say.Count(difference.Missing)} are missing or differ.",
                    $"{Say.Count(difference.Actual)} ≠ {Say.Count(difference.Expected)}", null, "M1") with { Measurement = SameAnswer.Measure([difference]) };
            }
        }
        return null;
    }
}
