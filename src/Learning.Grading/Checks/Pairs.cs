using Learning.Grading.Answers;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>The paired runs that limits are judged on, with the words to name them by.</summary>
internal static class Pairs
{
    public static IEnumerable<(string Where, RunPair Pair)> All(Evidence evidence)
    {
        if (evidence.Visible is { } visible)
            yield return ("the visible data", visible);
        foreach (var hidden in evidence.Hidden)
            yield return ($"hidden data set {hidden.Yours.DataSet.ToUpperInvariant()}", hidden);
    }

    /// <summary>Those and the runs at growing sizes, where the stage or one before it needs them.</summary>
    public static IEnumerable<(string Where, RunPair Pair)> AllAndGrowing(Exercise exercise, Evidence evidence) =>
        All(evidence).Concat(evidence.Growth.Select(step => ($"the run with {Say.Count(step.Size)} {exercise.Data.Growth?.Factor ?? "rows"}", step.Pair)));

    /// <summary>What the learner's run returned against what the reference's did.</summary>
    public static AnswerDifference Answers(Exercise exercise, RunPair pair) =>
        AnswerComparer.Compare(pair.Reference.Answer ?? "[]", pair.Yours.Answer ?? "", exercise.Order);

    /// <summary>What the learner's run left in the database against what the reference's did; null when nothing is changed, or nothing differs.</summary>
    public static AnswerDifference? State(RunPair pair) => AnswerComparer.CompareStates(pair.Reference.State, pair.Yours.State);

    /// <summary>Calls that nobody looked at one by one left other data than the reference's: in one of them the answer did something else.</summary>
    public static string Left(AnswerDifference difference) =>
        $"Of {Say.Rows(difference.Expected)} that the data should come to, {Say.Count(difference.Missing)} are missing and {Say.Count(difference.Unexpected)} are there that should not be."
            + (difference.MissingRow is { } missing ? $" Expected, and not there: `{missing}`." : "") + (difference.UnexpectedRow is { } unexpected ? $" There, and not expected: `{unexpected}`." : "");

    public static double Times(double yours, double reference) => yours / Math.Max(reference, 1);

    /// <summary>
    /// The pair in which the learner's figure is furthest above the reference's, of those above <paramref name="times"/> and <paramref name="slack"/> where there
    /// are any: what the slack excuses on small data may hide what nothing excuses on large.
    /// </summary>
    public static (string Where, double Yours, double Reference, bool Over) Worst(Evidence evidence, Func<Run, double> figure, double times, double slack) =>
        Worst(All(evidence), figure, times, slack);

    /// <inheritdoc cref="Worst(Evidence, Func{Run, double}, double, double)"/>
    public static (string Where, double Yours, double Reference, bool Over) Worst(IEnumerable<(string Where, RunPair Pair)> pairs, Func<Run, double> figure, double times, double slack) =>
        pairs
            .Select(item => (item.Where, Yours: figure(item.Pair.Yours), Reference: figure(item.Pair.Reference)))
            .Select(item => (item.Where, item.Yours, item.Reference, Over: item.Yours > times * item.Reference + slack))
            .MaxBy(item => (item.Over, Times(item.Yours, item.Reference)));

    /// <summary>A call of the learner's that sent more statements than are recorded; null when there is none.</summary>
    public static StatementTrace? CutShort(Evidence evidence) =>
        All(evidence).Select(item => item.Pair).Concat(evidence.Growth.Select(step => step.Pair)).Select(pair => pair.Yours.Trace).FirstOrDefault(trace => trace.Count > trace.Statements.Count);
}
