using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Statements;

namespace Learning.Grading.Incidents;

/// <summary>What one statement does, by its words alone, and what is unsafe about it while an application works on the same tables.</summary>
public static class StatementClassifier
{
    private const string Queues = "and everybody who comes after it waits as well.";

    private static readonly string[] Changes = ["INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "COPY"];

    /// <summary><c>Unsafe</c>: A sentence; null: nothing is.</summary>
    public static (StatementDoes Does, string? Unsafe) Classify(string sql)
    {
        var words = SqlWords.Of(sql).SkipWhile(word => word is "(" or ";").ToList();
        return words.Count == 0 ? (StatementDoes.Other, null) : Classify(words);
    }

    private static (StatementDoes Does, string? Unsafe) Classify(List<string> words) => words[0] switch
    {
        "EXPLAIN" => Explain(words),
        "SELECT" or "TABLE" or "VALUES" or "SHOW" => (Select(words), null),
        "WITH" => (words.Exists(word => Changes.Contains(word, StringComparer.Ordinal)) ? StatementDoes.ChangeData : Select(words), null),
        "BEGIN" or "START" or "COMMIT" or "END" or "ROLLBACK" or "ABORT" or "SAVEPOINT" or "RELEASE" or "PREPARE" when IsTransaction(words) => (StatementDoes.Transaction, null),
        "ANALYZE" or "ANALYSE" => (StatementDoes.Analyze, null),
        "VACUUM" => Vacuum(words),
        "CREATE" when Names(words, "INDEX") => (StatementDoes.CreateIndex, Concurrent(words) ? null
            : "CREATE INDEX without CONCURRENTLY lets nobody write to the table until it is built."),
        "DROP" when Names(words, "INDEX") => (StatementDoes.DropIndex, Concurrent(words) ? null
            : $"DROP INDEX without CONCURRENTLY needs the table for itself: it waits for whoever uses it, {Queues}"),
        "REINDEX" => (StatementDoes.Reindex, Concurrent(words) ? null : "REINDEX without CONCURRENTLY lets nobody write to the table, nor read through the index, until it is built."),
        "DROP" => (Names(words, "TABLE") ? StatementDoes.DropTable : StatementDoes.Other, Names(words, "TABLE") ? "DROP TABLE takes the data away." : null),
        "ALTER" => Alter(words),
        "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "COPY" => (StatementDoes.ChangeData, null),
        "TRUNCATE" => (StatementDoes.ChangeData, "TRUNCATE takes every row away."),
        "LOCK" => (StatementDoes.Other, $"LOCK TABLE keeps others off the table until the transaction ends, {Queues}"),
        "CLUSTER" => (StatementDoes.Other, "CLUSTER writes the whole table anew, and nobody can read it meanwhile."),
        "REVOKE" => (StatementDoes.Other, "REVOKE takes rights away: whoever needs them gets errors."),
        "SET" or "RESET" or "DISCARD" => (StatementDoes.Set, null),
        _ => (StatementDoes.Other, null),
    };

    /// <summary>PREPARE TRANSACTION is one, PREPARE of a query is not.</summary>
    private static bool IsTransaction(List<string> words) => words[0] is not "PREPARE" || words.ElementAtOrDefault(1) == "TRANSACTION";

    private static (StatementDoes, string?) Explain(List<string> words)
    {
        var at = 1;
        var runs = false;
        if (words.ElementAtOrDefault(at) == "(")
        {
            var options = words.Skip(at).TakeWhile(word => word != ")").ToList();
            var analyze = options.FindIndex(word => word is "ANALYZE" or "ANALYSE");
            runs = analyze >= 0 && options.ElementAtOrDefault(analyze + 1) is not ("OFF" or "FALSE" or "0");
            at += options.Count + 1;
        }
        for (; words.ElementAtOrDefault(at) is "ANALYZE" or "ANALYSE" or "VERBOSE"; at++)
            runs |= words[at] is not "VERBOSE";
        var explained = words.Skip(at).ToList();
        return runs && explained.Count > 0 && Classify(explained) is { Does: StatementDoes.ChangeData } changes ? changes : (StatementDoes.Explain, null);
    }

    private static StatementDoes Select(List<string> words) =>
        words.Exists(word => word is "PG_CANCEL_BACKEND" or "PG_TERMINATE_BACKEND") ? StatementDoes.Signal
        : words.Exists(word => word is "PG_CLEAR_ATTRIBUTE_STATS" or "PG_RESTORE_ATTRIBUTE_STATS" or "PG_CLEAR_RELATION_STATS" or "PG_RESTORE_RELATION_STATS") ? StatementDoes.Analyze
        : words.Contains("SET_CONFIG") ? StatementDoes.Set
        : StatementDoes.Look;

    private static (StatementDoes, string?) Vacuum(List<string> words)
    {
        // VACUUM FULL t, or FULL among the options in parentheses unless it is switched off there.
        var full = words.IndexOf("FULL");
        var isFull = full > 0 && words.ElementAtOrDefault(full + 1) is not ("OFF" or "FALSE" or "0") && (full <= 3 || words.IndexOf(")") > full);
        return (StatementDoes.Vacuum, isFull ? "VACUUM FULL writes the whole table anew, and nobody can read it meanwhile." : null);
    }

    private static (StatementDoes, string?) Alter(List<string> words)
    {
        if (!Names(words, "TABLE"))
            return (StatementDoes.Other, Names(words, "ROLE") || Names(words, "USER") ? "Changing a role can keep its sessions out." : null);
        // Options and statistics targets take a lock that readers and writers do not notice.
        var quiet = words.Zip(words.Skip(1)).Any(pair => pair is { First: "SET" or "RESET", Second: "(" } or { First: "SET", Second: "STATISTICS" }) || words.Contains("VALIDATE");
        quiet &= !words.Exists(word => word is "ADD" or "DROP" or "RENAME" or "TYPE" or "DEFAULT");
        return (StatementDoes.ChangeTable, quiet ? null : $"This ALTER TABLE needs the table for itself: it waits for whoever uses it, {Queues}");
    }

    private static bool Names(List<string> words, string what) => words.Skip(1).TakeWhile(word => word is "UNIQUE" or "UNLOGGED" or "TEMPORARY" or "FOREIGN" || word == what).Contains(what, StringComparer.Ordinal);

    /// <summary>As a word after INDEX and the like, or among the options of REINDEX.</summary>
    private static bool Concurrent(List<string> words) => words.Take(6).Contains("CONCURRENTLY", StringComparer.Ordinal);
}
