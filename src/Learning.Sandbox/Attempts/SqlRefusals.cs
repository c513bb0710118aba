namespace Learning.Sandbox.Attempts;

/// <summary>Statements that an SQL answer may not hold: for each kind the reason, and what to do instead.</summary>
internal static class SqlRefusals
{
    public static readonly (string Code, string Message) Table =
        ("table", "No tables of your own here: a copy is out of date with the next write. What it would hold can be a part of the query, WITH name AS (…).");

    /// <summary>Openings of statements, the longer ones before those that they begin with; {0} is the opening itself.</summary>
    private static readonly (string[] Openings, string Code, string Message)[] Rules =
    [
        (["PREPARE TRANSACTION", "BEGIN", "START TRANSACTION", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "SET TRANSACTION", "SET SESSION CHARACTERISTICS", "SET CONSTRAINTS"],
            "transaction", "Leave {0} out: indexes are applied one after the other, and the query runs in a transaction of its own."),
        (["SET", "RESET", "SHOW", "DISCARD", "ALTER SYSTEM", "ALTER ROLE", "ALTER USER", "ALTER DATABASE"],
            "setting", "Leave {0} out: the settings are the same for every answer. What only helps with another setting does not help the application."),
        (["CREATE VIEW", "CREATE OR REPLACE VIEW", "CREATE TEMP VIEW", "CREATE TEMPORARY VIEW", "CREATE OR REPLACE TEMP VIEW", "CREATE OR REPLACE TEMPORARY VIEW", "CREATE RECURSIVE VIEW"],
            "view", "A view is a query with a name, and only the query costs anything: put it into yours, WITH name AS (…)."),
        (["CREATE MATERIALIZED VIEW", "REFRESH"],
            "materialized-view", "A materialized view answers from the past, until somebody refreshes it. Make the query itself cheap instead."),
        (["CREATE TEMP", "CREATE TEMPORARY", "CREATE UNLOGGED", "CREATE TABLE", "CREATE GLOBAL", "CREATE LOCAL", "CREATE FOREIGN TABLE"], Table.Code, Table.Message),
        (["CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", "CREATE PROCEDURE", "CREATE OR REPLACE PROCEDURE", "CREATE AGGREGATE", "CREATE OR REPLACE AGGREGATE", "DO", "CALL"],
            "function", "No functions, procedures or DO blocks: what they run is missing from the plan that is judged. Write it out as one query."),
        (["CREATE TRIGGER", "CREATE OR REPLACE TRIGGER", "CREATE CONSTRAINT TRIGGER", "CREATE EVENT TRIGGER", "CREATE RULE", "CREATE OR REPLACE RULE", "CREATE POLICY"],
            "trigger", "No triggers, rules or policies: they would put the query's work on every write. Make the query itself cheap instead."),
        (["CREATE ROLE", "CREATE USER", "CREATE GROUP", "DROP ROLE", "DROP USER", "DROP OWNED", "GRANT", "REVOKE", "REASSIGN", "SECURITY", "ALTER DEFAULT PRIVILEGES"],
            "rights", "Leave {0} out: every answer runs with the same role and the same rights."),
        (["INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE"],
            "write", "{0} changes rows, and an answer only reads them."),
        (["COPY"],
            "copy", "COPY moves rows between tables and files, and there is nowhere to move them. Return them from the query."),
        (["EXPLAIN"],
            "explain", "Leave EXPLAIN out: after every run the query's plan is in the result, under Plans."),
        (["VACUUM", "CLUSTER", "REINDEX", "CHECKPOINT"],
            "maintenance", "{0} has nothing to do here: the tables were vacuumed and analysed after they were filled. ANALYZE is allowed, for statistics that you add."),
        (["PREPARE", "EXECUTE", "DEALLOCATE"],
            "prepared", "Hand in the query itself, with $1, $2, … where its arguments go. It is sent with them."),
        (["DECLARE", "FETCH", "MOVE", "CLOSE"],
            "cursor", "No cursors: hand in the query, and all of its rows are read."),
        (["LOCK"],
            "lock", "Leave LOCK out: nobody else uses these tables while your answer runs."),
        (["LISTEN", "NOTIFY", "UNLISTEN"],
            "notify", "Nobody sends or hears notifications here: an answer only reads."),
        (["ALTER"],
            "alter", "ALTER changes what other queries rely on. Add an index beside what is there, or drop one; all else stays as it is."),
        (["DROP"],
            "drop", "Only indexes and statistics can be dropped here."),
        (["CREATE"],
            "create", "Of all that CREATE can make, an answer may hold indexes and statistics."),
        (["COMMENT", "LOAD", "IMPORT"],
            "not-run", "Leave {0} out: it changes nothing that is judged."),
    ];

    private static readonly string[] Beginnings = ["SELECT", "WITH", "CREATE", "DROP", "ANALYZE"];

    public static (string Code, string Message) Of(SqlPart part, string allowed)
    {
        var opening = part.Opening + " ";
        foreach (var (openings, code, message) in Rules)
        {
            if (Array.Find(openings, known => opening.StartsWith(known + " ", StringComparison.Ordinal)) is { } known)
                return (code, message.Replace("{0}", known, StringComparison.Ordinal));
        }
        var first = part.Of(part.Tokens[0]);
        var meant = Array.Find(Beginnings, known => Near(part.Word(0), known));
        return ("unknown", meant is null ? $"No statement begins with {first}. An answer is {allowed}." : $"No statement begins with {first}. Did you mean {meant}?");
    }

    /// <summary>One letter too many, too few or other, or two that changed places.</summary>
    private static bool Near(string typed, string known)
    {
        if (typed.Length < 3 || Math.Abs(typed.Length - known.Length) > 1)
            return false;
        var start = 0;
        while (start < Math.Min(typed.Length, known.Length) && typed[start] == known[start])
            start++;
        var (rest, other) = (typed[start..], known[start..]);
        return rest.Length == other.Length
            ? rest.Length == 0 || rest[1..] == other[1..] || (rest.Length > 1 && rest[0] == other[1] && rest[1] == other[0] && rest[2..] == other[2..])
            : rest.Length > other.Length ? rest[1..] == other : rest == other[1..];
    }
}
