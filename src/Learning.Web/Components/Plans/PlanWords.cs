using System.Globalization;
using Learning.Grading;
using Learning.Grading.Plans;

namespace Learning.Web.Components.Plans;

/// <summary>A plan node in plain language, and what is remarkable about it.</summary>
internal static class PlanWords
{
    public static string Line(PlanNode node)
    {
        var read = node.ActualRows + node.RowsRemovedByFilter + node.RowsRemovedByRecheck;
        var kept = node.RowsRemovedByFilter > 0 ? $" Filter {node.Filter}: read {Say.Rows(read)}, kept {Say.Count(node.ActualRows)}." : !node.Ran && node.Filter is not null ? $" Filter {node.Filter}." : "";
        if (node.Loops == 0)
            return "Planned, and never needed: it did not run.";
        return node.Type switch
        {
            "Seq Scan" => $"Reads {node.Relation} from its first page to its last.{kept}",
            "Index Scan" => $"Walks {node.Index}{Where(node)} and fetches each row from {node.Relation}.{kept}",
            "Index Only Scan" => $"Answers from {node.Index} alone{Where(node)}.{Heap(node)}{kept}",
            "Bitmap Index Scan" => $"Marks the pages that {node.Index} names{Where(node)}.",
            "Bitmap Heap Scan" => $"Reads the marked pages of {node.Relation}.{kept}",
            "Sort" => $"Puts all rows in order{(node.SortKey.Count > 0 ? $" by {string.Join(", ", node.SortKey)}" : "")}{(node.SortMethod is null ? "" : $", {node.SortMethod}")}.",
            "Incremental Sort" => $"Finishes an order that the rows nearly have: {string.Join(", ", node.SortKey)}.",
            "Limit" => "Stops as soon as it has enough rows.",
            "Nested Loop" when !node.Ran => "For each row from the first, asks the second.",
            "Nested Loop" => $"For each row from the first, asks the second: {Say.Of(node.Children.Count > 1 ? node.Children[1].Loops : node.Loops, "time", "times")}.{kept}",
            "Hash Join" => $"Looks each row up in a table built in memory{On(node)}.{kept}",
            "Merge Join" => $"Walks two ordered inputs side by side{On(node)}.{kept}",
            "Hash" => "Builds the table in memory that the join looks into.",
            "Memoize" => "Remembers answers for values that come again.",
            "Materialize" => "Keeps rows to read them again.",
            "Aggregate" => node.Strategy is "Hashed" ? "Groups rows in a table in memory." : "Puts rows together into groups or one figure.",
            "Unique" => "Drops rows that equal the one before.",
            "Append" => $"Gives the rows of its parts one after the other.{RuledOut(node)}",
            "Merge Append" => $"Mixes the ordered rows of its parts into one order.{RuledOut(node)}",
            "BitmapAnd" => "Keeps the pages that all of the bitmaps name.",
            "BitmapOr" => "Puts the pages of its bitmaps together.",
            "CTE Scan" => $"Reads the result of a WITH part.{kept}",
            "Subquery Scan" => $"Passes on the rows of a query within the query.{kept}",
            "Function Scan" => $"Reads the rows that a function returns.{kept}",
            "Values Scan" => "Reads the rows that stand in the statement itself.",
            "Result" => "Computes values without a table.",
            "WindowAgg" => "Adds figures over neighbouring rows to each row.",
            "Group" => "Puts equal rows together.",
            "SetOp" => "Compares two sets of rows.",
            "LockRows" => "Locks each row until the transaction ends.",
            "ModifyTable" => $"Writes to {node.Relation}.",
            "Gather" or "Gather Merge" => "Collects rows from parallel workers.",
            "ProjectSet" => "Computes functions that return many rows for one.",
            _ => kept.TrimStart(),
        };
    }

    /// <summary><paramref name="judged"/>: expected and met rows can be compared on this node.</summary>
    public static IEnumerable<string> Notes(PlanNode node, bool judged)
    {
        if (!node.Ran)
            yield break;
        if (judged && node.EstimateFactor >= 10)
            yield return $"The planner was off by {Say.Times(node.EstimateFactor)}.";
        else if (node is { Relation: not null, Loops: 1 } && node.EstimatedRows >= 10 * Math.Max(node.ActualRows, 1) && !judged && node.EstimatedRows >= 100)
            yield return "It was stopped early: enough rows had come.";
        if (node.RowsRemovedByFilter >= 100 && node.RowsRemovedByFilter > node.ActualRows * 10)
            yield return $"{Say.Count(node.RowsRemovedByFilter)} rows were read and thrown away.";
        if (node.TempWritten > 0)
            yield return $"It did not fit into memory: {Say.Count(node.TempWritten)} pages went to temporary files.";
        if (node.SortSpaceKb is { } space)
            yield return $"{Say.Count(space)} kB of {(node.SortSpaceType == "Disk" ? "disk" : "memory")}.";
    }

    /// <summary>What is not worth a line, for who opens the node.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(PlanNode node)
    {
        yield return ("rows a loop", node.Loops > 0 ? (node.ActualRows / node.Loops).ToString("#,0.##", CultureInfo.InvariantCulture) : "none");
        yield return ("loops", Say.Count(node.Loops));
        yield return ("buffers with its children", Say.Count(node.Pages));
        yield return ("hit", Say.Count(node.SharedHit));
        yield return ("read", Say.Count(node.SharedRead));
        if (node.TempRead + node.TempWritten > 0)
            yield return ("temporary", Say.Count(node.TempRead + node.TempWritten));
        if (node.JoinType is { } join)
            yield return ("join", join);
        if (node.Strategy is { } strategy)
            yield return ("strategy", strategy);
        if (node.Alias is { } alias && alias != node.Relation)
            yield return ("alias", alias);
        yield return ("estimated cost", node.TotalCost.ToString("#,0.##", CultureInfo.InvariantCulture));
    }

    public static string Rows(PlanNode node) => node.Loops == 0 ? "never ran" : node.Type is "BitmapAnd" or "BitmapOr" ? "rows not counted" : !node.Ran ? $"expected {Say.Count(node.EstimatedRows)}" : $"expected {Say.Count(node.EstimatedRows)}, got {Say.Count(node.ActualRows)}";

    public static string Loops(PlanNode node) => node.Loops > 1 ? $"{node.Loops.ToString("#,0", CultureInfo.InvariantCulture)} loops" : "";

    public static string Target(PlanNode node) => node.Index ?? node.Relation ?? "";

    private static string RuledOut(PlanNode node) => node.SubplansRemoved > 0 ? $" {Say.Of(node.SubplansRemoved, "part was", "parts were")} ruled out before it began." : "";
    private static string Where(PlanNode node) => node.IndexCondition is null ? " in order" : $" for {node.IndexCondition}";
    private static string On(PlanNode node) => node.JoinCondition is null ? "" : $" for {node.JoinCondition}";
    private static string Heap(PlanNode node) => node.HeapFetches is > 0 and { } fetches ? $" {Say.Of(fetches, "row", "rows")} had to be looked up in the table after all." : "";
}
