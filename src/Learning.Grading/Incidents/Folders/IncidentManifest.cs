using System.Diagnostics.CodeAnalysis;

namespace Learning.Grading.Incidents.Folders;

/// <summary>incident.yaml as it is written; <see cref="IncidentFolder"/> turns it into an <see cref="Incident"/>.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "YamlDotNet creates it.")]
internal sealed record IncidentManifest
{
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Level { get; init; }
    public required int Minutes { get; init; }
    public List<string> Concepts { get; init; } = [];
    public List<string> Lessons { get; init; } = [];
    public Dictionary<string, List<string>> Names { get; init; } = [];
    public required ManifestWorld World { get; init; }
    public required ManifestWorkload Workload { get; init; }
    public required List<IncidentEvent> Events { get; init; }
    public required List<IncidentLever> Levers { get; init; }
    public required List<ManifestDeployed> Deployment { get; init; }
    public required ManifestFix Fix { get; init; }
    public required List<ManifestIncidentStage> Stages { get; init; }
}

internal sealed record ManifestWorld
{
    public int Postgres { get; init; } = 18;
    public required List<string> Roles { get; init; }
    public Dictionary<string, string> Settings { get; init; } = [];
    public required List<ManifestStep> Steps { get; init; }
    public required List<Dictionary<string, string>> Editions { get; init; }
    public List<string> Personalise { get; init; } = [];
}

internal sealed record ManifestStep
{
    public required string Title { get; init; }
    public required string File { get; init; }
    public bool AsSupervisor { get; init; }
}

internal sealed record ManifestWorkload
{
    public required int Users { get; init; }
    public required double ThinkSeconds { get; init; }
    public required int Pool { get; init; }
    public required int PoolLimit { get; init; }
    public int BaselineSeconds { get; init; } = 60;
    public int WarmUpSeconds { get; init; } = 5;
    public required string Role { get; init; }
    public required ManifestObjective Objective { get; init; }
    public required List<RequestClass> Classes { get; init; }
}

internal sealed record ManifestObjective
{
    public required double WithinMs { get; init; }
    public required double Target { get; init; }
}

internal sealed record ManifestDeployed
{
    public required double Minutes { get; init; }
    public required string Who { get; init; }
    public required string Text { get; init; }
}

internal sealed record ManifestFix
{
    public double Factor { get; init; } = 2;
    public double FloorMs { get; init; } = 25;
    public int HoldSeconds { get; init; } = 15;
    public required int HealthPoints { get; init; }
    public required List<ManifestLasting> Lasting { get; init; }
    public required List<string> Checksums { get; init; }
}

internal sealed record ManifestLasting
{
    public required string Id { get; init; }
    public required string Label { get; init; }
    public required string Sql { get; init; }
    public required int Points { get; init; }
    public required string Because { get; init; }
    public string? When { get; init; }
}

internal sealed record ManifestIncidentStage
{
    public required StageKind Kind { get; init; }
    public required string Title { get; init; }
    public int SoftMinutes { get; init; }
    public List<Finding> Findings { get; init; } = [];
}

/// <summary>expert.yaml is a list of these.</summary>
internal sealed record ManifestExpertStep
{
    public required double Minute { get; init; }
    public required string Title { get; init; }
    public required string Why { get; init; }
}

/// <summary>A file in players/.</summary>
internal sealed record ManifestPlayer
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required List<PlayerStep> Steps { get; init; }
    public required ManifestOutcome Expect { get; init; }
}

/// <summary>Bounds, inclusive: [from, to].</summary>
internal sealed record ManifestOutcome
{
    public required List<int> Detect { get; init; }
    public required List<int> Fix { get; init; }
    public required List<int> Trap { get; init; }
}
