using System.Text.Json;

namespace Learning.Web.Features.Markings.Report;

/// <summary>Reads the stored breakdown of a task's points.</summary>
internal static class PointLines
{
    public static IReadOnlyList<PointLine> Read(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Array ? []
            : [.. document.RootElement.EnumerateArray().Select(line => new PointLine(line.GetProperty("text").GetString() ?? "", line.GetProperty("points").GetDecimal(), line.GetProperty("of").GetDecimal()))];
    }
}
