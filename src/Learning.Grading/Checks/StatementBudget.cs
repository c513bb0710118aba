using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Limits how many statements a run may send, on the visible data and on the hidden, whatever the size.</summary>
public sealed record StatementBudget : Check
{
    public required int Max { get; init; }

    public override string Name => "Statement budget";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Statements sent", $"≤ {Say.Count(Max)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var (where, worst) = Pairs.All(evidence).MaxBy(item => item.Pair.Yours.Trace.Count);
        var trace = worst.Yours.Trace;
        var measured = Measured.Counted("statements", Measured.OnTheWire, [.. Pairs.All(evidence).Select(item => (double)item.Pair.Yours.Trace.Count)], trace.Count, worst.Reference.Trace.Count);
        if (trace.Count <= Max)
            return Pass($"{Say.Of(trace.Count, "statement", "statements")} of {Max} allowed.", Say.Count(trace.Count), $"≤ {Max}") with { Measurement = measured };

        var repeated = evidence.Visible!.Yours.Trace.MostRepeated();
        var what = repeated is { Count: > 1 } ? $" One of them ran {Say.Count(repeated.Count)} times." : "";
        return Fail(Verdict.OverBudget, $"Over budget: {Say.Count(trace.Count)} statements, {Max} allowed",
            $"Your answer is right. It took **{Say.Count(trace.Count)}** statements on {where}, {Max} are allowed.{what}", Say.Count(trace.Count), $"≤ {Max}", repeated?.Marks) with { Measurement = measured };
    }
}
