using System.Globalization;
using System.Text.RegularExpressions;
using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Incidents.Postmortems;

/// <summary>What a mark such as Q6 stands for in a session's record. <c>Sorts</c>: What it can show; empty for what was only done.</summary>
public sealed record Citation(string Mark, double At, string Title, IReadOnlyList<EvidenceSort> Sorts, int? Action);

/// <summary>Marks in a text, and what they stand for.</summary>
public static partial class Citations
{
    /// <summary>Marks in brackets, [Q6] or [Q6, L1], with their places.</summary>
    public static IEnumerable<(string Mark, int Start, int Length)> In(string text) =>
        from Match match in Brackets().Matches(text)
        from Capture mark in match.Groups["mark"].Captures
        select (mark.Value, match.Index, match.Length);

    /// <summary>Null: there is nothing of that name in the session. A7 is the log's entry 7, whatever it was.</summary>
    public static Citation? Resolve(IncidentRecord record, string mark)
    {
        if (record.Evidence.FirstOrDefault(kept => kept.Mark == mark) is { } kept)
            return new(mark, kept.At, kept.Title, [.. Sorts(record, kept).Distinct()], kept.Action);
        var action = record.Actions.FirstOrDefault(action => action.Kind == ActionKind.Statement && action.Mark == mark)
            ?? (mark[0] == 'A' && int.TryParse(mark.AsSpan(1), CultureInfo.InvariantCulture, out var number) ? record.Actions.FirstOrDefault(action => action.Number == number) : null);
        return action is null ? null : new(mark, action.At, action.Text, [.. Sorts(action.Statement)], action.Number);
    }

    /// <summary>How the log's entry is cited.</summary>
    public static string MarkOf(IncidentAction action) =>
        action.Kind == ActionKind.Statement && action.Mark is { } mark ? mark : string.Create(CultureInfo.InvariantCulture, $"A{action.Number}");

    private static IEnumerable<EvidenceSort> Sorts(IncidentRecord record, KeptEvidence kept) =>
        record.Actions.FirstOrDefault(action => action.Number == kept.Action)?.Statement is { } statement ? Sorts(statement).Prepend(kept.Kind) : [kept.Kind];

    /// <summary>By what was asked: a query of pg_stats shows statistics, whatever else it shows.</summary>
    private static IEnumerable<EvidenceSort> Sorts(StatementRecord? statement)
    {
        if (statement is null)
            yield break;
        yield return statement.Plan is null ? EvidenceSort.Query : EvidenceSort.Plan;
        var sql = statement.Sql;
        if (Asks(sql, "pg_stat_statements"))
            yield return EvidenceSort.Statements;
        if (Asks(sql, "pg_locks") || Asks(sql, "pg_stat_activity") || Asks(sql, "pg_blocking_pids") || Asks(sql, "pg_stat_progress"))
            yield return EvidenceSort.Locks;
        if (Asks(sql, "pg_stats") || Asks(sql, "pg_stat_user_") || Asks(sql, "pg_stat_all_") || Asks(sql, "pg_statistic") || Asks(sql, "pg_index") || Asks(sql, "reloptions"))
            yield return EvidenceSort.Statistics;
    }

    private static bool Asks(string sql, string view) => sql.Contains(view, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\[(?<mark>[A-Z]\d{1,5})(?:,\s*(?<mark>[A-Z]\d{1,5}))*\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Brackets();
}
