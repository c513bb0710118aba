using System.Text.Json;
using Learning.Web.Data;

namespace Learning.Web.Features.Markings.Report;

/// <summary>Reads the stored breakdown of a task's points.</summary>
internal static class PointLines
{
    /// <summary>Settled: with points, or without any because the fault was ours.</summary>
    public static bool IsGraded(this SittingTask task) => task.Points is not null || task.Breakdown is not null;

    public static IReadOnlyList<PointLine> Read(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Array ? []
            : [.. document.RootElement.EnumerateArray().Select(line => new PointLine(line.GetProperty("text").GetString() ?? "", line.GetProperty("points").GetDecimal(), line.GetProperty("of").GetDecimal()))];
    }
}
