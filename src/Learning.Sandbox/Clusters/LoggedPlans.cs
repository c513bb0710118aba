using System.Globalization;
using System.Text.Json;
using Learning.Grading.Plans;

namespace Learning.Sandbox.Clusters;

/// <summary>A plan that auto_explain logged for a session of the learner's role.</summary>
internal sealed record LoggedPlan(int Pid, string Sql, QueryPlan Plan, bool Nested)
{
    /// <summary>Settings that differ from what is built in and that a plan depends on.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }
}

/// <summary>Takes plans out of log entries. Only the shape that auto_explain itself writes counts: a RAISE LOG that imitates it carries a context that gives it away.</summary>
internal static class LoggedPlans
{
    private const string Start = "duration: ";
    private const string Middle = " ms  plan:\n";

    public static IReadOnlyList<LoggedPlan> In(IEnumerable<LogEntry> entries)
    {
        List<LoggedPlan> plans = [];
        foreach (var entry in entries)
        {
            var nested = entry.Context is not null;
            var middle = entry.Message.IndexOf(Middle, StringComparison.Ordinal);
            if (entry.Severity != "LOG" || entry.User != "learner" || middle < 0 || !entry.Message.StartsWith(Start, StringComparison.Ordinal) || (nested && !FromAFunction(entry.Context!)))
                continue;
            if (!double.TryParse(entry.Message[Start.Length..middle], NumberStyles.Float, CultureInfo.InvariantCulture, out var duration))
                continue;
            if (Read(entry.Message[(middle + Middle.Length)..], duration) is var (sql, plan, settings))
                plans.Add(new(entry.Pid, sql, plan, nested) { Settings = settings });
        }
        return plans;
    }

    private static bool FromAFunction(string context) =>
        context.StartsWith("SQL function \"", StringComparison.Ordinal) || context.StartsWith("SQL statement \"", StringComparison.Ordinal);

    private static (string Sql, QueryPlan Plan, IReadOnlyDictionary<string, string> Settings)? Read(string json, double duration)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 512 });
            IEnumerable<JsonProperty> settings = document.RootElement.TryGetProperty("Settings", out var found) ? found.EnumerateObject() : [];
            return (document.RootElement.GetProperty("Query Text").GetString() ?? "", PlanReader.Read(json, duration),
                settings.ToDictionary(setting => setting.Name, setting => setting.Value.GetString() ?? "", StringComparer.Ordinal));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null; // not auto_explain's writing, so not a plan
        }
    }
}
