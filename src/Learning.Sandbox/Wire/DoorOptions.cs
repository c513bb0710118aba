namespace Learning.Sandbox.Wire;

/// <summary>One door: where it stands, what is behind it, and what ends the sessions that come through it.</summary>
internal sealed record DoorOptions
{
    /// <summary>Host directory in which the door's socket is created.</summary>
    public required string Directory { get; init; }
    /// <summary>Path of the cluster's own unix socket.</summary>
    public required string ServerSocket { get; init; }
    /// <summary>Every session gets this role and this database, whatever it asks for.</summary>
    public required string Role { get; init; }
    public required string Database { get; init; }
    /// <summary>Injected network: half of it in each direction. 0 adds nothing.</summary>
    public double RoundTripMs { get; init; }
    /// <summary>Open at the same time.</summary>
    public int MaxConnections { get; init; } = 20;
    /// <summary>In one call; over it the sessions end.</summary>
    public int MaxStatements { get; init; } = 100_000;
    /// <summary>In one call; more are only counted, but for those that change settings.</summary>
    public int MaxRecordedStatements { get; init; } = 2_000;
    /// <summary>To the client in one call; over it the sessions end. A row without columns takes seven bytes.</summary>
    public int MaxRows { get; init; } = 5_000_000;
    /// <summary>Bytes of rows, and of messages longer than ordinary, to the client in one call; over it the sessions end.</summary>
    public long MaxRowBytes { get; init; } = 64L << 20;
    /// <summary>One protocol message, either way.</summary>
    public int MaxMessageBytes { get; init; } = 16 << 20;
    /// <summary>Characters of SQL and parameters in one call; over it the sessions end: what nobody can keep, nobody can judge.</summary>
    public int MaxCharacters { get; init; } = 16_000_000;
    /// <summary>Characters of SQL and parameters that all sessions of the door together may have under names.</summary>
    public int MaxNamedCharacters { get; init; } = 32_000_000;
    /// <summary>Bytes that all sessions of the door together may buffer for messages longer than a chunk.</summary>
    public long MaxBufferedBytes { get; init; } = 96L << 20;

    /// <summary>Called when a session ended in the middle of a statement that then goes on: it hears no cancellation, and ends with its server alone.</summary>
    public Action? Deaf { get; init; }

    public string SocketPath => Path.Combine(Directory, ".s.PGSQL.5432");
}
