using System.Text.Json;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>What EXPLAIN says about the whole statement, beside its plan.</summary>
internal static class ExplainFigures
{
    /// <summary>In ms; null when the statement was planned and not run.</summary>
    public static double? ExecutionMs(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 512 });
            var root = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement[0] : document.RootElement;
            return root.TryGetProperty("Execution Time", out var time) ? time.GetDouble() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
