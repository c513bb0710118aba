using System.Diagnostics.CodeAnalysis;
using Learning.Grading.Checks;
using Learning.Grading.Exercises.Variants;

namespace Learning.Grading.Exercises;

/// <summary>exercise.yaml as it is written; <see cref="ExerciseFolder"/> turns it into an <see cref="Exercise"/>.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "YamlDotNet creates it.")]
internal sealed record Manifest
{
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Track { get; init; }
    public required string Level { get; init; }
    public required int Minutes { get; init; }
    public required ExerciseLanguage Language { get; init; }
    public required string File { get; init; }
    public Reports.Verdict StarterVerdict { get; init; } = Reports.Verdict.OverBudget;
    public List<string> Concepts { get; init; } = [];
    public List<string> Lessons { get; init; } = [];
    public int Postgres { get; init; } = 15;
    public AllowedDdl Ddl { get; init; }
    public EntryPoint? Entry { get; init; }
    public List<ManifestArgument> Arguments { get; init; } = [];
    public ManifestOrder Answer { get; init; } = new();
    public ManifestLimits Limits { get; init; } = new();
    public required List<ManifestDataSet> Data { get; init; }
    public ManifestGrowth? Growth { get; init; }
    public ManifestWrites? Writes { get; init; }
    public ManifestChanges? Changes { get; init; }
    public ManifestCrowd? Crowd { get; init; }
    public ManifestLoad? Load { get; init; }
    public required List<ManifestStage> Stages { get; init; }
    public ManifestVariants? Variants { get; init; }
}

/// <summary>A folder as it was read: the manifest, and the exercise that it came to.</summary>
internal sealed record WrittenExercise(Manifest Manifest, Exercise Exercise);

internal sealed record ManifestArgument
{
    public required string Name { get; init; }
    public required string Type { get; init; }
}

internal sealed record ManifestOrder
{
    public OrderKind Order { get; init; } = OrderKind.None;
    public List<string> By { get; init; } = [];
}

internal sealed record ManifestLimits
{
    public double RoundTripMs { get; init; } = 2;
    public double TimeSeconds { get; init; } = 10;
    public int MemoryMb { get; init; } = 512;
    public int OutputKb { get; init; } = 1024;
}

internal sealed record ManifestDataSet
{
    public required string Name { get; init; }
    public bool Hidden { get; init; }
    public string Description { get; init; } = "";
    public Dictionary<string, string> Parameters { get; init; } = [];
    public required string Draw { get; init; }
}

internal sealed record ManifestGrowth
{
    public string? Data { get; init; }
    public required string Factor { get; init; }
    public required List<int> Steps { get; init; }
    public required string Draw { get; init; }
}

internal sealed record ManifestWrites
{
    public int Count { get; init; } = 500;
    public required string Insert { get; init; }
    public required string Update { get; init; }
}

internal sealed record ManifestChanges
{
    public required List<string> Tables { get; init; }
    public required string State { get; init; }
}

internal sealed record ManifestCrowd
{
    public int Users { get; init; } = 16;
    public int Calls { get; init; } = 4;
    public int Pool { get; init; } = 8;
    public int Instances { get; init; } = 2;
    public int Rounds { get; init; } = 3;
    public required string Draw { get; init; }
    public required List<ManifestInvariant> Invariants { get; init; }
}

internal sealed record ManifestInvariant
{
    public required string Name { get; init; }
    public required string Violations { get; init; }
}

internal sealed record ManifestLoad
{
    public int Users { get; init; } = 40;
    public int Calls { get; init; } = 1;
    public int Pool { get; init; } = 5;
    public string? Draw { get; init; }
}

internal sealed record ManifestStage
{
    public required string Name { get; init; }
    public required List<Check> Checks { get; init; }
}
