using Learning.Grading.Traces;

namespace Learning.Grading.Reports;

/// <summary>Headlines and summaries: outcome, then what the database saw, then one sentence with numbers.</summary>
internal static class Wording
{
    public static (string Headline, string Summary) Stopped(RunOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.CompileError => ("Does not compile", outcome.Diagnostics is [var first, ..]
            ? $"{(first.Line > 0 ? $"Line {first.Line}: " : "")}{first.Message} No attempt used."
            : $"{outcome.Message} No attempt used."),
        OutcomeKind.RuntimeError => outcome.Exception is { } thrown
            ? ("Stopped with an exception", $"`{thrown.Type}`: {thrown.Message}")
            : ("Stopped with an error", outcome.Message),
        _ => (outcome.Message.TrimEnd('.'), outcome.Kind switch
        {
            OutcomeKind.TimeLimit => "It was still running, so we stopped it. The statements it sent until then are listed.",
            OutcomeKind.MemoryLimit => "It asked for more memory than the limit, so we stopped it.",
            _ => "It printed more than the limit, so we stopped it. The first part is kept.",
        }),
    };

    public static (string Headline, string Summary) Tried(Run run)
    {
        var trace = run.Trace;
        return ($"Ran: {Say.Of(trace.Count, "statement", "statements")}, {Say.Ms(run.ElapsedMs)}",
            $"A try on the visible data, without a verdict. **{Say.Count(trace.RoundTrips)}** round {(trace.RoundTrips == 1 ? "trip" : "trips")}, **{Say.Count(trace.Rows)}** rows and **{Say.Bytes(trace.Bytes)}** crossed the wire.");
    }

    public static (string Headline, string Summary) Passed(IReadOnlyList<StageResult> stages, Evidence evidence)
    {
        var (yours, reference) = (evidence.Visible!.Yours.Trace, evidence.Visible.Reference.Trace);
        var headline = stages.SelectMany(stage => stage.Checks).FirstOrDefault(check => check.Headline is not null)?.Headline ?? "Passed";
        var largest = evidence.Growth.Count == 0 ? null : evidence.Growth[^1].Pair.Yours.Trace;
        // What grows in a batch grows in statements, not in trips.
        var growth = largest is null ? "" : largest.Count - yours.Count > 2 ? $" At {Say.Count(evidence.Growth[^1].Size)} it is still **{Say.Of(largest.RoundTrips, "round trip", "round trips")}**."
            : $" At {Say.Count(evidence.Growth[^1].Size)} it is still **{Say.Count(largest.Count)}**.";
        return (headline,
            $"**{Say.Of(yours.Count, "statement", "statements")}**, **{Say.Count(yours.Buffers)}** pages and **{Say.Bytes(yours.Bytes)}** for {Say.Rows(yours.Rows)}; the reference needs {Say.Count(reference.Count)}, {Say.Count(reference.Buffers)} and {Say.Bytes(reference.Bytes)}.{growth}");
    }
}
