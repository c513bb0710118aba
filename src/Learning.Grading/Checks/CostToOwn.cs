using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>What the submission's indexes add on disk, measured in the visible data set.</summary>
public sealed record SizeAdded : Check
{
    public required double MaxMb { get; init; }

    public override string Name => "Size added";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Ownership];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Size that your indexes add", $"≤ {Say.Bytes(MaxMb * 1048576)}");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var cost = evidence.Ownership!;
        var (value, limit) = (Say.Bytes(Math.Max(0, cost.AddedBytes)), $"≤ {Say.Bytes(MaxMb * 1048576)}");
        var measured = Measured.Counted("bytes", "on disk", [Math.Max(0, cost.AddedBytes)], Math.Max(0, cost.AddedBytes), null);
        if (cost.AddedBytes <= MaxMb * 1048576)
            return Pass($"{value} on top of {Say.Bytes(cost.SizeBeforeBytes)}.", value, limit, "M3") with { Measurement = measured };
        return Fail(Verdict.OverBudget, $"Over budget: {value} of index to own",
            $"The query is quick now. What you added takes **{value}** beside {Say.Bytes(cost.SizeBeforeBytes)} of table and indexes; {limit[2..]} is allowed.", value, limit, "M3") with
        {
            Measurement = measured,
            Comments = [new(CommentGrade.Essential, $"Every index is written on every insert, cached, vacuumed and backed up. {Say.Of(cost.Added.Count, "index was", "indexes were")} added: keep what this query needs to find its rows, in order.", "M3")],
        };
    }
}

/// <summary>What single-row writes cost with the submission's indexes, against the untouched cluster: pages and WAL are counted, not timed.</summary>
public sealed record WriteCost : Check
{
    public required double InsertBuffersTimes { get; init; }
    public required double WalTimes { get; init; }

    public override string Name => "Cost of writes";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Ownership];
    public override (string What, string Limit) Describe(Exercise exercise) => ("Pages per insert and log per write, against before", Limit);

    private string Limit => $"≤ {Say.Times(InsertBuffersTimes)}, ≤ {Say.Times(WalTimes)}";

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var cost = evidence.Ownership!;
        if (cost.Refused is { } refused)
        {
            return Fail(Verdict.RuntimeError, "A write fails with your index", $"The query is quick now, and the application can no longer write: {refused}.", "refused", null, "M3") with
            {
                Comments = [new(CommentGrade.Essential, "Every write maintains every index: a unique one is a rule about all rows to come, not only about those that are there, and an expression is computed for each of them. Leave UNIQUE out unless the rule is meant.", "M3")],
            };
        }
        var buffers = cost.InsertBuffersAfter / Math.Max(cost.InsertBuffersBefore, 0.1);
        var wal = Math.Max(cost.InsertWalAfter / Math.Max(cost.InsertWalBefore, 1), cost.UpdateWalAfter / Math.Max(cost.UpdateWalBefore, 1));
        var value = $"{Say.Times(buffers)} pages, {Say.Times(wal)} log";
        var measured = Measure(cost, buffers, wal);
        if (buffers <= InsertBuffersTimes && wal <= WalTimes)
            return Pass($"An insert touches {cost.InsertBuffersAfter:0.0} pages, {cost.InsertBuffersBefore:0.0} before.", value, Limit, "M3") with { Measurement = measured };
        return Fail(Verdict.OverBudget, "Over budget: every write pays for it",
            $"The query is quick now. An insert touches **{cost.InsertBuffersAfter:0.0}** pages ({cost.InsertBuffersBefore:0.0} before) and writes **{Say.Bytes(cost.InsertWalAfter)}** of log ({Say.Bytes(cost.InsertWalBefore)} before).", value, Limit, "M3") with { Measurement = measured };
    }

    /// <summary>Of the two ratios, the one that uses more of its limit; the reference is the table as it was.</summary>
    private Measurement Measure(OwnershipCost cost, double buffers, double wal)
    {
        var (value, unit) = buffers / InsertBuffersTimes >= wal / WalTimes ? (buffers, "× pages") : (wal, "× log");
        return new()
        {
            Value = value, Unit = unit, N = cost.Writes, Low = value, High = value, Reference = 1,
            Certainty = $"Pages and log of {Say.Of(cost.Writes, "write", "writes")} are counted, not timed, with the same values on both sides: a re-run gives the same number.",
        };
    }
}
