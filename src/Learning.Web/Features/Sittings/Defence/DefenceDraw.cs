using System.Text.RegularExpressions;
using Learning.Grading;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Web.Features.Sittings.Defence;

/// <summary>Two questions about what a candidate's own work did, where there can be, of two tasks. The same seed and evidence draw the same.</summary>
internal static class DefenceDraw
{
    public const int Questions = 2;

    /// <summary>Reads the candidate's own text: the time that it takes may grow with the text's length and no faster.</summary>
    private static readonly Regex AddedIndex = new(@"create\s+(unique\s+)?index\b[^;(]*?\bon\s+(?<table>[\w."" ]+?)\s*(using\s+\w+\s*)?\((?<columns>[^)]*)\)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    public static IReadOnlyList<DrawnQuestion> Draw(long seed, IReadOnlyList<DefenceMaterial> tasks)
    {
        var pools = tasks.OrderBy(task => task is { Counts: null, Lab: null }).ThenBy(task => SittingDraw.Number(seed, $"task {task.Position}", 1000)).Select(task => Pool(seed, task)).ToList();
        List<DrawnQuestion> drawn = [];
        for (var round = 0; drawn.Count < Questions && round < Questions; round++)
            drawn.AddRange(pools.Where(pool => pool.Count > round).Select(pool => pool[round]).Take(Questions - drawn.Count));
        return drawn;
    }

    private static List<DrawnQuestion> Pool(long seed, DefenceMaterial task)
    {
        var found = (task.IsIncident ? OfLab(task) : OfReport(task)).DistinctBy(question => question.Question, StringComparer.Ordinal).ToList();
        return [.. found[..^1].OrderBy(question => SittingDraw.Number(seed, question.Question, 1000)), found[^1]]; // the general one comes last
    }

    private static IEnumerable<DrawnQuestion> OfReport(DefenceMaterial task)
    {
        DrawnQuestion Ask(string question, string mark, string guideline) => new(task.Position, Short($"{task.Title}: {question}", 500), Short(mark, 40), guideline);
        if (task.Counts is not { } report)
        {
            yield return Ask("nothing of this was handed in that could be graded. Where did you stop, what did you suspect by then, and what would you have measured next?", "",
                "Names a cause that can be checked and the measurement that would show it, rather than a list of remedies.");
            yield break;
        }
        var trace = report.Visible?.Trace;
        if (trace?.SentAgain() is { } repeated)
        {
            yield return Ask($"your answer sent one statement {Say.Count(repeated.Count)} times ({repeated.Marks}). Which line decides how often, and what happens to that number with ten times the data?", repeated.Marks,
                "Finds the loop or the lazy navigation behind it, says what the number grows with, and that each time costs a round trip. A good answer names one statement that would do.");
        }
        if (Hottest(trace) is var (statement, node) && node.OwnBuffers > 1)
        {
            yield return Ask($"in the plan of {statement.Id} the step {Named(node)} touches {Say.Count(node.OwnBuffers)} pages, more than any other. Why that many, and what would make it fewer?", statement.Id,
                "Connects the pages to how the rows are found (scan, index, loops) and to how many are looked at for each that is kept. Says what a change would cost.");
        }
        if (Wasteful(trace) is var (of, waste))
        {
            yield return Ask($"in the plan of {of.Id} the step {Named(waste)} looked at rows and threw {Say.Count((long)waste.RowsRemovedByFilter)} of them away. Is that a problem here? When would it become one?", of.Id,
                "Weighs removed rows against kept ones, names the condition that removes them, and what an index on it would change at another size or distribution.");
        }
        if (task.Source is { } source && AddedIndex.Match(source) is { Success: true } index)
        {
            yield return Ask($"you added an index on {Short(index.Groups["table"].Value, 60)} ({Short(index.Groups["columns"].Value, 100)}). Why these columns in this order, and what does it cost from now on?", report.Mark ?? "M3",
                "Equality before range before order, in the words of this query. Names the cost: slower writes, space, vacuum; and when the planner would not use it.");
        }
        if (report.Failed?.Checks.FirstOrDefault(check => check.Status == StageStatus.Failed) is { } check)
        {
            yield return Ask($"the check {check.Name} found {(check.Value.Length > 0 ? check.Value : "a difference")}{(check.Limit is { } limit ? $", the limit is {limit}" : "")}. How do you explain it, and how would you find out whether you are right?", check.Mark ?? report.Mark ?? "",
                "Explains the figure from the own code, and names an experiment that could prove the explanation wrong.");
        }
        if (task.First?.Visible?.Trace is { } first && trace is not null && first.Count != trace.Count)
        {
            yield return Ask($"your first hand-in sent {Say.Of(first.Count, "statement", "statements")}, the one that counts {Say.Of(trace.Count, "statement", "statements")}. What did you change, and how did you know that it was the cause?", trace.Statements.Count > 0 ? trace.Statements[0].Id : "",
                "Tells the change apart from its effect, and says which observation led there. More statements may be right; then the answer says why.");
        }
        yield return Ask($"it ended as: {report.Headline.TrimEnd('.')}. Which measurement convinced you that you were done, and what could still be wrong with your answer in production?", report.Mark ?? "",
            "Cites a figure of the report. Names a real risk: other data, concurrency, growth, writes.");
    }

    private static IEnumerable<DrawnQuestion> OfLab(DefenceMaterial task)
    {
        DrawnQuestion Ask(string question, string mark, string guideline) => new(task.Position, Short($"{task.Title}: {question}", 500), Short(mark, 40), guideline);
        foreach (var action in task.Lab?.Actions.Where(each => each is { ByLearner: true, Marked: true, P95: not null }).Take(6) ?? [])
        {
            if (After(task.Lab!, action.At) is { } later)
            {
                yield return Ask($"at {SittingWords.Clock(TimeSpan.FromSeconds(action.At))} of the lab you did this: {Short(action.Text, 120)}. P95 was {Say.Ms(action.P95!.Value)} then and {Say.Ms(later)} two minutes later. Why? What would you check before you do it on a server that people depend on?", action.Mark ?? "C1",
                    "Explains the change of P95 by what waited for what, or says honestly that the action did not cause it. Names what the action locks or costs while it runs.");
            }
        }
        yield return task.Lab is null
            ? Ask("the lab was not started, or left no record. What would you look at first, and in which order, when every request of an application becomes slow at once?", "", "Looks before acting: who waits for what, since when, what changed. Tells saturation from slow statements.")
            : Ask("tell the incident in four sentences: what users saw, what the cause was, what ended it, and what keeps it from coming back. Which observation proves the cause?", "C1", "Tells symptom from cause, cites an observation of the own lab, and the last sentence is more than the fix.");
    }

    private static (Statement Statement, PlanNode Node)? Hottest(StatementTrace? trace) =>
        trace?.Statements.Where(statement => statement.Plan is not null).MaxBy(statement => statement.Plan!.Hottest().OwnBuffers) is { } found ? (found, found.Plan!.Hottest()) : null;

    private static (Statement Statement, PlanNode Node)? Wasteful(StatementTrace? trace)
    {
        foreach (var statement in trace?.Statements.Where(each => each.Plan is not null) ?? [])
        {
            if (statement.Plan!.Nodes().FirstOrDefault(node => node.RowsRemovedByFilter > 100 && node.RowsRemovedByFilter > 5 * node.ActualRows) is { } node)
                return (statement, node);
        }
        return null;
    }

    private static double? After(IncidentRecord lab, double at) => lab.Samples.Where(sample => sample.At >= at + 60 && sample.At <= at + 130 && sample.All.P95 is not null).MaxBy(sample => sample.At)?.All.P95;

    private static string Named(PlanNode node) => node.Relation is { } relation ? $"{node.Type} on {relation}" : node.Type;

    /// <summary>Half of a character is none that the database could keep.</summary>
    private static string Short(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
