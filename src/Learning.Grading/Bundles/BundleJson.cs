using System.Text.Json;
using Learning.Grading.Reports;

namespace Learning.Grading.Bundles;

/// <summary>As reports are written, but compact, and deep enough for any plan.</summary>
internal static class BundleJson
{
    public static JsonSerializerOptions Options { get; } = new(GradeReport.Json) { WriteIndented = false, MaxDepth = 1024 };
}
