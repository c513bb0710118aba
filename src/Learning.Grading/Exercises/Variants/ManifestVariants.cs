using System.Diagnostics.CodeAnalysis;

namespace Learning.Grading.Exercises.Variants;

/// <summary>The section <c>variants:</c> of exercise.yaml: what may differ from one candidate to the next.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "YamlDotNet creates it.")]
internal sealed record ManifestVariants
{
    /// <summary>A word as written, and all that may stand for it, itself among them if it may stay.</summary>
    public Dictionary<string, List<string>> Names { get; init; } = [];
    public List<ManifestVariation> Data { get; init; } = [];
    /// <summary>Folders below variants/, of which every variant has one: then none is easier than another.</summary>
    public List<string> Second { get; init; } = [];
}

/// <summary>Parameters that are multiplied together by one factor, at most <see cref="Within"/> away from 1.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "YamlDotNet creates it.")]
internal sealed record ManifestVariation
{
    public required List<string> Of { get; init; }
    public required double Within { get; init; }
}
