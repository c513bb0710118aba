using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Pages touched by all statements against the reference's on the same data. Free of noise: frozen data gives the same number every run.</summary>
public sealed record Buffers : Check
{
    private const int Slack = 50;

    public required double Times { get; init; }

    public override string Name => "Buffers";
    protected override bool ReadsPlans => true;
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Pages read, against the reference", $"≤ {Say.Times(Times)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var (where, yours, reference, over) = Pairs.Worst(evidence, run => run.Trace.Buffers, Times, Slack);
        var measured = Measured.AgainstReference(evidence, "pages", Measured.InThePlan, run => run.Trace.Buffers);
        var limit = $"≤ {Say.Times(Times)} of {Say.Count(reference)}";
        if (!over)
        {
            var visible = evidence.Visible!.Yours.Trace;
            return Pass($"{Say.Of(yours, "page", "pages")} of 8 kB on {where}, {Say.Count(reference)} for the reference.", Say.Count(yours), limit, "M2") with
            {
                Measurement = measured,
                Headline = $"Passed: the plan reads {Say.Of(visible.Buffers, "page", "pages")}",
            };
        }

        var heaviest = evidence.Visible!.Yours.Trace.Statements.MaxBy(statement => statement.Plan?.Buffers ?? 0);
        var hot = heaviest?.Plan?.Hottest();
        return Fail(Verdict.OverBudget, $"Over budget: reads {Say.Times(Pairs.Times(yours, reference))} the pages",
            $"Your answer is right. It touches **{Say.Count(yours)}** pages on {where}; the reference touches **{Say.Count(reference)}**.",
            Say.Count(yours), limit, heaviest is null ? null : $"P{heaviest.Number}") with
        {
            Measurement = measured,
            Comments = hot is null ? [] : [new(CommentGrade.Essential, $"Most of the pages go to the {hot.Type}{(hot.Relation is { } relation ? $" on `{relation}`" : "")}: {Say.Count(hot.OwnBuffers)} of {Say.Count(heaviest!.Plan!.Buffers)}.", $"P{heaviest.Number}")],
        };
    }
}
