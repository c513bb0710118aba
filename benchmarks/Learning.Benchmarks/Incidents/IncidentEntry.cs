using System.Text.Json.Serialization;

namespace Learning.Benchmarks.Incidents;

/// <summary>One flip, one play, or one play beside another lab.</summary>
internal sealed record IncidentEntry
{
    public required string Part { get; init; }
    public required string Incident { get; init; }
    public required string Revision { get; init; }
    public required string Name { get; init; }
    public required long Seed { get; init; }
    public required bool Landed { get; init; }
    /// <summary>What it came to, in a line.</summary>
    public required string Said { get; init; }
    /// <summary>From the call to the first measured second, the template being there.</summary>
    public double StartSeconds { get; init; }
    /// <summary>P95 of all requests, healthy and at its worst, in ms.</summary>
    public double BaselineP95 { get; init; }
    public double WorstP95 { get; init; }
    /// <summary>From the end of the healthy time until the pool was full and P95 twenty times what it was.</summary>
    public double? BadAfterSeconds { get; init; }
    public int ErrorsWhileBad { get; init; }
    /// <summary>From the last thing that the player did until every class was well.</summary>
    public double? WellAfterSeconds { get; init; }
    public int Detect { get; init; }
    public int Fix { get; init; }
    public int Trap { get; init; }
    /// <summary>Pages of the probe with the bad plan against the good one.</summary>
    public double? BuffersRatio { get; init; }
    /// <summary>The player does everything that heals, so what is said of healing is said of it.</summary>
    public bool IsToHeal { get; init; }

    /// <summary>What is claimed of every play and did not come.</summary>
    [JsonIgnore]
    public IEnumerable<string> Missed => Part == "flip" ? [] : new[]
    {
        StartSeconds > 20 ? $"the first second after {StartSeconds:0} s, claimed: 20" : null,
        BadAfterSeconds is not <= 90 ? $"not bad within 90 s ({BadAfterSeconds:0})" : null,
        ErrorsWhileBad > 0 ? $"{ErrorsWhileBad} errors before anybody did anything" : null,
        IsToHeal && WellAfterSeconds is not <= 30 ? $"not well within 30 s ({WellAfterSeconds:0})" : null,
    }.OfType<string>();

    public double LoadBefore { get; init; }
    /// <summary>How many played beside each other, this one among them.</summary>
    public int AtOnce { get; init; } = 1;
}
