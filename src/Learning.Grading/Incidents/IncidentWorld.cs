namespace Learning.Grading.Incidents;

/// <summary>The database that a session gets a copy of.</summary>
public sealed record IncidentWorld
{
    /// <summary>Steps that fill it, as the owner of the tables, one transaction each unless the step is one statement.</summary>
    public required IReadOnlyList<WorldStep> Steps { get; init; }
    /// <summary>Parameters of the steps, {{name}} → value, one set per edition. A session's seed picks one.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, string>> Editions { get; init; }
    /// <summary>Settings of the server beside the lab's own, name → value.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    /// <summary>Roles that log in, beside the on-call engineer's: the application, its workers and colleagues.</summary>
    public required IReadOnlyList<string> Roles { get; init; }
    /// <summary>Statements that make a copy of the template this session's own, as the owner: names that were drawn.</summary>
    public IReadOnlyList<string> Personalise { get; init; } = [];
    /// <summary>Oldest PostgreSQL major version that it means something on.</summary>
    public int PostgresVersion { get; init; } = 18;
}

/// <param name="Title">Said while it runs.</param>
/// <param name="Sql">One or more statements.</param>
/// <param name="AsSupervisor">What the owner may not do, such as extensions.</param>
public sealed record WorldStep(string Title, string Sql, bool AsSupervisor = false);
