using Learning.Grading.Answers;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>The answer equals the reference's on the visible and on every hidden data set, with arguments drawn for this run.</summary>
public sealed record SameAnswer : Check
{
    public override string Name => "Same answer";
    public override IReadOnlyList<EvidenceKind> Needs => [EvidenceKind.Visible, EvidenceKind.Hidden];

    public override (string What, string Limit) Describe(Exercise exercise) =>
        ($"Same answer on {exercise.Data.HiddenSets.Count()} hidden data sets", exercise.Order.Kind == OrderKind.None ? "any order" : "exact");

    /// <summary>Why a comparison of rows needs no spread.</summary>
    public const string NoClock = "Rows are compared as values, one by one: no clock and no chance is in it.";

    public override CheckResult Evaluate(Exercise exercise, Evidence evidence) =>
        Compared(exercise, evidence) with { Measurement = Measure([.. Pairs.All(evidence).Select(item => Difference(exercise, item.Pair))]) };

    private static AnswerDifference Difference(Exercise exercise, RunPair pair)
    {
        var rows = Pairs.Answers(exercise, pair);
        return rows.Same ? Pairs.State(pair) ?? rows : rows;
    }

    /// <summary>Rows that differ, on the data set where most do.</summary>
    internal static Measurement Measure(IReadOnlyList<AnswerDifference> differences)
    {
        double[] rows = [.. differences.Select(difference => difference.Same ? 0.0 : Math.Max(1, Math.Max(difference.Missing, difference.Unexpected)))];
        return new() { Value = rows.Max(), Unit = "rows that differ", N = rows.Length, Low = rows.Min(), High = rows.Max(), Reference = 0, Certainty = NoClock };
    }

    private CheckResult Compared(Exercise exercise, Evidence evidence)
    {
        foreach (var (where, pair) in Pairs.All(evidence))
        {
            var difference = Pairs.Answers(exercise, pair);
            if (!difference.Same)
                return Wrong(where, pair, difference, exercise.Data[pair.Yours.DataSet].Hidden);
            if (Pairs.State(pair) is { } left)
                return WrongState(where, left, exercise.Data[pair.Yours.DataSet].Hidden);
        }
        if (exercise.Data.Changes is not null)
            return Pass($"What is returned and what is left in the tables match on the visible and {evidence.Hidden.Count} hidden data sets.", "same rows, same data", null, "D1");
        var rows = evidence.Hidden.Select(pair => Pairs.Answers(exercise, pair).Expected);
        return Pass($"Every row matches on the visible and {evidence.Hidden.Count} hidden data sets.", string.Join(" + ", rows.Select(count => Say.Count(count))) + " rows", null, "D1");
    }

    private CheckResult WrongState(string where, AnswerDifference difference, bool hidden)
    {
        var what = $"Of {Say.Rows(difference.Expected)} that the data should come to on {where}, {Say.Count(difference.Missing)} are missing and {Say.Count(difference.Unexpected)} are there that should not be.";
        var rows = hidden ? "" : string.Concat(
            difference.MissingRow is { } missing ? $" Expected, and not there: `{missing}`." : "",
            difference.UnexpectedRow is { } unexpected ? $" There, and not expected: `{unexpected}`." : "");
        var mark = $"D{(hidden ? 2 : 1)}";
        return Fail(Verdict.WrongAnswer, "Wrong answer: the data left behind differs", what + rows, $"{Say.Count(difference.Missing + difference.Unexpected)} differ", null, mark) with
        {
            Comments = [new(CommentGrade.Essential, "The tables are compared after your code has ended, by a role of ours. A transaction that was not committed counts as not written." + rows, mark)],
        };
    }

    private CheckResult Wrong(string where, RunPair pair, AnswerDifference difference, bool hidden)
    {
        var what = difference switch
        {
            { Shape: { } shape } => shape,
            { Missing: > 0, Unexpected: > 0 } when difference.Expected == difference.Actual =>
                $"{Say.Rows(difference.Missing)} of {Say.Count(difference.Expected)} differ on {where}.",
            { Missing: > 0, Unexpected: 0 } => $"{Say.Count(difference.Missing)} of {Say.Rows(difference.Expected)} missing on {where}.",
            { Missing: 0, Unexpected: > 0 } => $"{Say.Rows(difference.Unexpected)} too many on {where}.",
            { FirstMisplaced: > 0 } => $"The rows are right, their order is not: from row {difference.FirstMisplaced} on, on {where}.",
            _ => $"{Say.Rows(difference.Expected)} expected, {Say.Count(difference.Actual)} returned on {where}; {Say.Count(difference.Missing)} are missing.",
        };
        var rows = hidden ? " What differs stays hidden; the same arguments drawn on the visible data are the place to look."
            : string.Concat(
                difference.MissingRow is { } missing ? $" Expected, and not there: `{missing}`." : "",
                difference.UnexpectedRow is { } unexpected ? $" There, and not expected: `{unexpected}`." : "");
        var mark = $"D{(hidden ? 2 : 1)}";
        return Fail(Verdict.WrongAnswer, $"Wrong answer: {char.ToLowerInvariant(what[0])}{what[1..].TrimEnd('.')}", what + rows,
            $"{Say.Count(pair.Yours.Answer is null ? 0 : difference.Actual)} ≠ {Say.Count(difference.Expected)}", null, mark) with
        {
            Comments = [new(CommentGrade.Essential, "Correct comes first: nothing is measured until the rows are the same." + rows, mark)],
        };
    }
}
