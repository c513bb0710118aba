namespace Learning.Grading.Incidents;

public enum EventKind
{
    /// <summary>Runs <see cref="IncidentEvent.Sql"/> to its end as <see cref="IncidentEvent.Role"/>.</summary>
    Sql,
    /// <summary>A session runs the statements one after the other and then sits there, in its transaction if it has begun one.</summary>
    Hold,
    /// <summary>A session runs one statement in the background; when it still runs after <see cref="IncidentEvent.GiveUpAfter"/> seconds, its owner cancels it.</summary>
    Attempt,
    /// <summary>Class shares move to <see cref="IncidentEvent.Shares"/> over <see cref="IncidentEvent.Seconds"/>, and on at the same pace until the pool is full, when <see cref="IncidentEvent.UntilFull"/>.</summary>
    Shares,
    /// <summary>A request of <see cref="IncidentEvent.Class"/> keeps its connection for good, once every <see cref="IncidentEvent.Seconds"/>; ends with the lever named by <see cref="IncidentEvent.EndedBy"/>.</summary>
    Leak,
    /// <summary>Only a line in the log.</summary>
    Note,
}

/// <summary>Something that happens by itself and is really carried out.</summary>
public sealed record IncidentEvent
{
    /// <summary>Seconds after the baseline; or, when <see cref="AfterFull"/>, after the pool has been full for the first time.</summary>
    public required double At { get; init; }
    public bool AfterFull { get; init; }
    public required EventKind Kind { get; init; }
    /// <summary>The log's line; null: nothing is said (what a plant does is for the learner to find).</summary>
    public string? Text { get; init; }
    public string? Role { get; init; }
    /// <summary>application_name of its session.</summary>
    public string? Application { get; init; }
    public IReadOnlyList<string> Sql { get; init; } = [];
    public double? GiveUpAfter { get; init; }
    public IReadOnlyDictionary<string, double> Shares { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
    public double Seconds { get; init; }
    public bool UntilFull { get; init; }
    public string? Class { get; init; }
    public string? EndedBy { get; init; }
    /// <summary>Carried out only where the session drew this (name=value); null: always.</summary>
    public string? When { get; init; }
}

public enum LeverKind { PoolSize, Flag, Restart, RollBack, StatusPage, Refused, Setting }

/// <summary>Something the on-call engineer can pull beside SQL; each is really carried out, or says why not.</summary>
public sealed record IncidentLever
{
    public required string Id { get; init; }
    public required LeverKind Kind { get; init; }
    public required string Label { get; init; }
    public required string Note { get; init; }
    /// <summary>The button's verb.</summary>
    public required string Verb { get; init; }
    /// <summary>Said before it is pulled, when it has a price.</summary>
    public string? Warning { get; init; }
    /// <summary>Markdown: what came of it, or why it cannot be done.</summary>
    public string? Answer { get; init; }
    /// <summary>For <see cref="LeverKind.RollBack"/>: it was done before, by an event. For <see cref="LeverKind.Setting"/>: SQL of the supervisor.</summary>
    public bool Done { get; init; }
    public string? Sql { get; init; }
}
