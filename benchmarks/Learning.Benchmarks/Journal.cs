using System.Text.Json;
using Learning.Grading.Reports;

namespace Learning.Benchmarks;

/// <summary>One JSON line for each thing measured, written as soon as it is: a bench that is cut short goes on where it was.</summary>
internal sealed class Journal<T>(string path)
{
    private static readonly JsonSerializerOptions Line = new(GradeReport.Json) { WriteIndented = false };

    public IReadOnlyList<T> Read() => File.Exists(path)
        ? [.. File.ReadLines(path).Where(line => line.EndsWith('}')).Select(line => JsonSerializer.Deserialize<T>(line, Line)!)]
        : [];

    public void Add(T entry) => File.AppendAllText(path, JsonSerializer.Serialize(entry, Line) + "\n");
}
