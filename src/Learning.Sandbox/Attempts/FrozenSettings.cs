using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// Plans, sorts and timings are compared under the same settings for everybody. The server lets any role change most of them for itself,
/// so a run that did is not judged. Two witnesses: the statements on the wire, and the settings that auto_explain logs with each plan,
/// which also show what an earlier call left behind.
/// </summary>
internal static class FrozenSettings
{
    private const string Why = "The settings are the same for every answer: find what is quick without.";

    /// <summary>What an application may set for itself without changing how anything is planned, sorted or stored.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "application_name", "search_path", "schema", "timezone", "time", "datestyle", "intervalstyle", "extra_float_digits", "bytea_output", "client_min_messages",
        "statement_timeout", "lock_timeout", "transaction_timeout", "idle_in_transaction_session_timeout", "transaction", "constraints", "characteristics",
        "transaction_isolation", "transaction_read_only", "transaction_deferrable",
        "default_transaction_isolation", "default_transaction_read_only", "default_transaction_deferrable",
    };

    /// <summary>What was changed, as a sentence; null when nothing was.</summary>
    public static string? Broken(IEnumerable<Statement> statements, IEnumerable<LoggedPlan> plans) =>
        statements.Select(Broken).FirstOrDefault(sentence => sentence is not null) ?? plans.Select(Broken).FirstOrDefault(sentence => sentence is not null);

    private static string? Broken(Statement statement) => statement.Command switch
    {
        // RESET and DISCARD bring the frozen settings back.
        "SET" when Changed(statement.Sql) is { } name => $"{statement.Id} sets {name}. {Why}",
        "ALTER ROLE" or "ALTER DATABASE" => $"{statement.Id} changes settings with {statement.Command}. {Why}",
        _ => null,
    };

    /// <summary>The first setting named in the text that is not harmless. A text that cannot be read is taken for the worst.</summary>
    private static string? Changed(string sql)
    {
        var sets = SqlPieces.Of(sql).Select(piece => new SqlPart(piece, 1, 1)).Where(part => part.Word(0) == "SET").ToList();
        return sets.Count == 0 ? "something" : sets.Select(Name).FirstOrDefault(name => !Harmless.Contains(name));
    }

    private static string Name(SqlPart set)
    {
        var at = set.Word(1) is "SESSION" or "LOCAL" ? 2 : 1;
        if (at >= set.Tokens.Count)
            return "something";
        var name = set.Of(set.Tokens[at]).Trim('"').ToLowerInvariant();
        return set.Has(at + 1, '.') && at + 2 < set.Tokens.Count ? $"{name}.{set.Of(set.Tokens[at + 2])}" : name;
    }

    private static string? Broken(LoggedPlan plan)
    {
        if (plan.Settings is not { } settings)
            return null;
        foreach (var (name, frozen) in TemplateSql.Planner)
        {
            var value = settings.GetValueOrDefault(name);
            if (value != frozen)
                return $"A statement was planned with {(value is null ? $"{name} at its built-in value" : $"{name} = {value}")} instead of {frozen}. {Why}";
        }
        var other = settings.FirstOrDefault(setting => !TemplateSql.Planner.ContainsKey(setting.Key) && !Harmless.Contains(setting.Key));
        return other.Key is null ? null : $"A statement was planned with {other.Key} = {other.Value}. {Why}";
    }
}
