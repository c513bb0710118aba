using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>Many calls at once leave the data as the exercise promises: nothing oversold, nothing lost, no call failed.</summary>
public sealed record InvariantsHold : Check
{
    public override string Name => "Right at the same time";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Crowd];

    public override (string What, string Limit) Describe(Exercise exercise) => exercise.Data.Crowd is { } crowd
        ? ($"{Say.Count(crowd.Users)} users at once, {Say.Of(crowd.Invariants.Count, "promise", "promises")} about the data", "all hold")
        : ("Promises about the data, many users at once", "all hold");

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence)
    {
        var run = evidence.Crowd!.Yours;
        var calls = Say.Of(run.Round * run.Calls, "call", "calls");
        if (run.Broken is [var broken, ..])
        {
            return Fail(Verdict.WrongAnswer, $"Wrong answer under concurrency: {Lower(broken.Name)} does not hold",
                $"One call at a time is right. With **{Say.Count(run.Users)}** users at once and {calls}, **{broken.Name}** does not hold: {Say.Rows(broken.Rows)} break it, for example `{broken.Example}`.",
                $"{Say.Of(run.Broken.Count, "promise", "promises")} broken", "all hold", "M4") with
            {
                Comments = [new(CommentGrade.Essential, "Between reading a value and writing one that depends on it, somebody else read the same. Let one statement check and change the row, or hold the row's lock from the read to the commit.", "M4")],
                Measurement = Counted(run, run.Broken.Count),
            };
        }
        if (run.Failed > 0)
        {
            return Fail(Verdict.WrongAnswer, $"Wrong answer under concurrency: {Say.Of(run.Failed, "call", "calls")} failed",
                $"One call at a time is right. Of {calls} by **{Say.Count(run.Users)}** users at once, **{Say.Count(run.Failed)}** failed. {run.FirstFailure?.Exception?.Message ?? run.FirstFailure?.Message}".TrimEnd(),
                $"{Say.Count(run.Failed)} failed", "none", "M4") with
            {
                Comments = [new(CommentGrade.Essential, "A deadlock or a serialisation failure is the database asking for another try. Lock rows in one order, or try again when it says 40001 or 40P01; better, leave nothing to wait for.", "M4")],
                Measurement = Counted(run, run.Failed),
            };
        }
        return Pass($"{calls} by {Say.Count(run.Users)} users on {Say.Of(run.Pool, "connection", "connections")}: {string.Join("; ", exercise.Data.Crowd?.Invariants.Select(invariant => Lower(invariant.Name)) ?? [])}.", "all hold", "all hold", "M4") with
        {
            Headline = $"Passed: right with {Say.Count(run.Users)} users at once",
            Measurement = Counted(run, 0),
        };
    }

    private static Measurement Counted(CrowdRun run, double value) => new()
    {
        Value = value, Unit = "broken", N = run.Round * run.Calls, Low = value, High = value, Reference = 0,
        Certainty = value > 0 ? "Found in the data after the calls: it has happened, so it can happen."
            : $"None of {Say.Count(run.Round * run.Calls)} calls broke it. That shows no race among {Say.Count(run.Users)} users at once; a proof it is not.",
    };

    private static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
