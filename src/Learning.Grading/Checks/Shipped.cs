using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Rows on the wire against the reference's: catches "one query that loads the table" and the cartesian explosion.</summary>
public sealed record RowsShipped : Check
{
    /// <summary>A few rows more are nobody's problem.</summary>
    private const int Slack = 20;

    public required double Times { get; init; }

    public override string Name => "Rows sent";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Rows sent, against the reference", $"≤ {Say.Times(Times)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var (where, yours, reference) = Pairs.Worst(evidence, run => run.Trace.Rows);
        var value = Say.Times(Pairs.Times(yours, reference));
        var measured = Measured.AgainstReference(evidence, "rows", Measured.OnTheWire, run => run.Trace.Rows);
        if (yours <= Times * reference + Slack)
            return Pass($"{Say.Rows(yours)} crossed the wire on {where}, {Say.Count(reference)} for the reference.", value, $"≤ {Say.Times(Times)}", "M2") with { Measurement = measured };

        var trace = evidence.Visible!.Yours.Trace;
        var largest = trace.Statements.MaxBy(statement => statement.Rows);
        var answer = Answers(evidence.Visible.Reference);
        var joined = largest is not null && largest.Sql.Contains("LEFT JOIN", StringComparison.OrdinalIgnoreCase) && largest.Rows > 5 * Math.Max(answer, 1);
        return Fail(Verdict.OverBudget,
            joined ? "Over budget: joined collections multiply the rows" : $"Over budget: {Say.Rows(yours)} sent for what {Say.Count(reference)} answer",
            $"Your answer is right. **{Say.Count(yours)}** rows crossed the wire on {where}; the reference needs **{Say.Count(reference)}**.", value, $"≤ {Say.Times(Times)}", largest?.Id) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, joined
                ? "Every row of one collection is repeated for every row of the other. Ask for the collections in statements of their own, or only for the columns that the answer shows."
                : "Let the database throw away what the answer does not need: filter, sort and limit before the rows travel.", largest?.Id)],
        };
    }

    private static int Answers(Run run) => run.Answer is { } json ? System.Text.Json.Nodes.JsonNode.Parse(json)?.AsArray().Count ?? 0 : 0;
}

/// <summary>Row bytes on the wire against the reference's: catches wide rows that the answer does not show.</summary>
public sealed record BytesShipped : Check
{
    private const int Slack = 4096;

    public required double Times { get; init; }

    public override string Name => "Bytes sent";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Bytes sent, against the reference", $"≤ {Say.Times(Times)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var (where, yours, reference) = Pairs.Worst(evidence, run => run.Trace.Bytes);
        var value = Say.Times(Pairs.Times(yours, reference));
        var measured = Measured.AgainstReference(evidence, "bytes", Measured.OnTheWire, run => run.Trace.Bytes);
        if (yours <= Times * reference + Slack)
            return Pass($"{Say.Bytes(yours)} crossed the wire on {where}, {Say.Bytes(reference)} for the reference.", value, $"≤ {Say.Times(Times)}", "M2") with { Measurement = measured };

        var largest = evidence.Visible!.Yours.Trace.Statements.MaxBy(statement => statement.Bytes);
        return Fail(Verdict.OverBudget, $"Over budget: {Say.Bytes(yours)} sent for an answer of {Say.Bytes(reference)}",
            $"Your answer is right. **{Say.Bytes(yours)}** crossed the wire on {where}; the reference needs **{Say.Bytes(reference)}**.", value, $"≤ {Say.Times(Times)}", largest?.Id) with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, "Select the columns that the answer shows. The others are read, sent, parsed and thrown away.", largest?.Id)],
        };
    }
}
