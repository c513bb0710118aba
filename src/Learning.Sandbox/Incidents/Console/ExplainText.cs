using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Learning.Sandbox.Incidents.Console;

/// <summary>Writes EXPLAIN's JSON as its text form, as far as the keys go that people read (the server's explain.c is the model).</summary>
internal static class ExplainText
{
    private static readonly string[] Conditions =
    [
        "Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter", "TID Cond", "One-Time Filter", "Group Key", "Cache Key", "Sort Key", "Presorted Key",
    ];

    public static IReadOnlyList<string> Lines(string json)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = 512 });
        var root = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement[0] : document.RootElement;
        List<string> lines = [];
        if (root.TryGetProperty("Plan", out var plan))
            Node(plan, 0, lines);
        if (root.TryGetProperty("Planning Time", out var planning))
            lines.Add($"Planning Time: {Ms(planning)} ms");
        if (root.TryGetProperty("Execution Time", out var execution))
            lines.Add($"Execution Time: {Ms(execution)} ms");
        return lines;
    }

    private static void Node(JsonElement node, int depth, List<string> lines)
    {
        var indent = depth == 0 ? "" : new string(' ', 2 + (depth - 1) * 6) + "->  ";
        var inner = new string(' ', depth == 0 ? 2 : 2 + depth * 6);
        lines.Add(indent + Title(node) + Cost(node) + Actual(node));
        foreach (var name in Conditions)
        {
            if (!node.TryGetProperty(name, out var value))
                continue;
            lines.Add($"{inner}{name}: {(value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray().Select(each => each.GetString())) : value.ToString())}");
            if (name is "Filter" or "Join Filter" && Number(node, $"Rows Removed by {name}") is { } removed and > 0)
                lines.Add($"{inner}Rows Removed by {name}: {Whole(removed)}");
        }
        if (Text(node, "Sort Method") is { } method)
            lines.Add($"{inner}Sort Method: {method}  {Text(node, "Sort Space Type")}: {Whole(Number(node, "Sort Space Used") ?? 0)}kB");
        if (Number(node, "Heap Fetches") is { } fetches)
            lines.Add($"{inner}Heap Fetches: {Whole(fetches)}");
        if (Number(node, "Rows Removed by Index Recheck") is { } rechecked and > 0)
            lines.Add($"{inner}Rows Removed by Index Recheck: {Whole(rechecked)}");
        if (Buffers(node) is { } buffers)
            lines.Add(inner + buffers);
        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                if (Text(child, "Subplan Name") is { } name)
                    lines.Add($"{inner}{name}");
                Node(child, depth + 1, lines);
            }
        }
    }

    private static string Title(JsonElement node)
    {
        var text = new StringBuilder(Kind(node));
        if (Text(node, "Scan Direction") is "Backward")
            text.Append(" Backward");
        if (Text(node, "Index Name") is { } index)
            text.Append(Text(node, "Node Type") is "Bitmap Index Scan" ? " on " : " using ").Append(index);
        if (Text(node, "Relation Name") is { } relation)
        {
            text.Append(" on ").Append(relation);
            if (Text(node, "Alias") is { } alias && alias != relation)
                text.Append(' ').Append(alias);
        }
        else if (Text(node, "Function Name") is { } function)
        {
            text.Append(" on ").Append(function);
        }
        return text.ToString();
    }

    private static string Kind(JsonElement node)
    {
        var type = Text(node, "Node Type") ?? "?";
        var join = Text(node, "Join Type") is { } kind and not "Inner" ? $" {kind} Join" : type is "Hash Join" or "Merge Join" ? " Join" : "";
        return type switch
        {
            "Hash Join" => $"Hash{join}",
            "Merge Join" => $"Merge{join}",
            "Nested Loop" when join.Length > 0 => $"Nested Loop{join}",
            "Aggregate" => Text(node, "Strategy") switch { "Hashed" => "HashAggregate", "Sorted" => "GroupAggregate", _ => "Aggregate" },
            "ModifyTable" => Text(node, "Operation") ?? type,
            _ => type,
        };
    }

    private static string Cost(JsonElement node) => Number(node, "Total Cost") is { } total
        ? string.Create(CultureInfo.InvariantCulture, $"  (cost={Number(node, "Startup Cost"):0.00}..{total:0.00} rows={Number(node, "Plan Rows"):0} width={Number(node, "Plan Width"):0})")
        : "";

    private static string Actual(JsonElement node)
    {
        if (Number(node, "Actual Loops") is not { } loops)
            return "";
        if (loops is 0)
            return " (never executed)";
        var time = Number(node, "Actual Total Time") is { } end ? string.Create(CultureInfo.InvariantCulture, $"time={Number(node, "Actual Startup Time"):0.000}..{end:0.000} ") : "";
        return string.Create(CultureInfo.InvariantCulture, $" (actual {time}rows={Number(node, "Actual Rows"):0.00} loops={loops:0})");
    }

    private static string? Buffers(JsonElement node)
    {
        var shared = Parts(node, "Shared", ["Hit", "Read", "Dirtied", "Written"]);
        var temp = Parts(node, "Temp", ["Read", "Written"]);
        return (shared, temp) switch
        {
            ("", "") => null,
            (_, "") => $"Buffers: shared{shared}",
            ("", _) => $"Buffers: temp{temp}",
            _ => $"Buffers: shared{shared}, temp{temp}",
        };
    }

    private static string Parts(JsonElement node, string kind, string[] names) =>
        string.Concat(names.Select(name => Number(node, $"{kind} {name} Blocks") is { } blocks and > 0 ? $" {name.ToLowerInvariant()}={Whole(blocks)}" : ""));

    private static string? Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Ms(JsonElement value) => value.GetDouble().ToString("0.000", CultureInfo.InvariantCulture);
}
