namespace Learning.Grading.Incidents;

/// <summary>
/// Virtual users in a closed loop: each thinks (exponentially distributed), draws a request class, waits for a connection of a bounded pool,
/// runs its statements, and thinks again. An overload shows as a queue, not as more and more requests.
/// </summary>
public sealed record IncidentWorkload
{
    public required int Users { get; init; }
    /// <summary>Mean, in seconds.</summary>
    public required double ThinkSeconds { get; init; }
    public required int Pool { get; init; }
    /// <summary>The most that the pool's lever may set.</summary>
    public required int PoolLimit { get; init; }
    /// <summary>The healthy time that each class is later compared with, after <see cref="WarmUpSeconds"/>.</summary>
    public int BaselineSeconds { get; init; } = 60;
    public int WarmUpSeconds { get; init; } = 5;
    public required IReadOnlyList<RequestClass> Classes { get; init; }
    public required ServiceObjective Objective { get; init; }
    /// <summary>Server process role that requests log in as.</summary>
    public required string Role { get; init; }
}

/// <summary>A kind of request.</summary>
public sealed record RequestClass
{
    public required string Name { get; init; }
    public required string Label { get; init; }
    /// <summary>Weight among the classes while all is well.</summary>
    public required double Share { get; init; }
    /// <summary>One statement with $1, $2 …, or several separated by semicolons with none.</summary>
    public required string Sql { get; init; }
    /// <summary>What each parameter is drawn from.</summary>
    public IReadOnlyList<Draw> Parameters { get; init; } = [];
    /// <summary>What one such request earns, in dollars; lost when it takes longer than <see cref="PatienceMs"/> or fails, and again each <see cref="IncidentWorkload.ThinkSeconds"/> that its user goes on waiting.</summary>
    public double Worth { get; init; }
    public double PatienceMs { get; init; } = 2000;
    /// <summary>The flag that turns it off, if any.</summary>
    public string? Flag { get; init; }
}

public enum DrawKind
{
    /// <summary>1 … <see cref="Draw.To"/>, power law: a few ids are asked for most.</summary>
    Skewed,
    /// <summary>From … To.</summary>
    Uniform,
    /// <summary>Weighted texts; {{name}} allowed.</summary>
    Choice,
    /// <summary>An array of <see cref="Draw.Count"/> skewed ids.</summary>
    SkewedArray,
    /// <summary>Money with two decimals.</summary>
    Amount,
}

/// <summary>Distribution of one parameter.</summary>
public sealed record Draw
{
    public required DrawKind Kind { get; init; }
    public int From { get; init; } = 1;
    public int To { get; init; } = 1;
    /// <summary>Share of requests that ask for one of the first <see cref="Whales"/> ids.</summary>
    public double WhaleShare { get; init; }
    public int Whales { get; init; } = 50;
    public int Count { get; init; } = 1;
    /// <summary>Text → weight.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}

/// <param name="WithinMs">A request that takes longer, or fails, spends budget.</param>
/// <param name="Target">Share of the month's requests that must keep it, such as 0.9999.</param>
public sealed record ServiceObjective(double WithinMs, double Target);
