namespace Learning.Grading.Traces;

/// <summary>Everything that crossed the wire in one run.</summary>
public sealed record StatementTrace
{
    public static StatementTrace Empty { get; } = new() { Statements = [] };

    public required IReadOnlyList<Statement> Statements { get; init; }
    /// <summary>Query + Sync + Flush + function-call messages that had work in them.</summary>
    public int RoundTrips { get; init; }
    public int Connections { get; init; }
    /// <summary>All statements, also those past the cap on <see cref="Statements"/>.</summary>
    public int Count { get; init; }
    public long Rows { get; init; }
    /// <summary>Row bytes sent to the client.</summary>
    public long Bytes { get; init; }
    /// <summary>Why the record cannot be trusted to be whole; null when it is.</summary>
    public string? Gap { get; init; }

    /// <summary>Pages touched by all planned statements: shared hit + read, plus temp read + written.</summary>
    public long Buffers => Statements.Sum(statement => statement.Plan?.Buffers ?? 0);

    /// <summary>The statement text that was sent most often; null when nothing was sent.</summary>
    public RepeatedStatement? MostRepeated() => ByFingerprint() is [var first, ..] ? first : null;

    /// <summary>The most repeated statement, when its repetitions made trips of their own: how an N+1 shows. Those of one batch share a trip.</summary>
    public RepeatedStatement? SentAgain() => MostRepeated() is { Count: > 1 } repeated && repeated.Statements.Select(statement => statement.RoundTrip).Distinct().Skip(1).Any() ? repeated : null;

    /// <summary>Statements grouped by fingerprint, the most repeated first.</summary>
    public IReadOnlyList<RepeatedStatement> ByFingerprint() =>
        [.. Statements
            .GroupBy(statement => SqlFingerprint.Of(statement.Sql), StringComparer.Ordinal)
            .Select(group => new RepeatedStatement(group.Key, [.. group]))
            .OrderByDescending(repeated => repeated.Count)
            .ThenBy(repeated => repeated.First.Number)];
}

/// <summary>The same statement text, sent again and again: how an N+1 shows.</summary>
public sealed record RepeatedStatement(string Fingerprint, IReadOnlyList<Statement> Statements)
{
    public int Count => Statements.Count;
    public Statement First => Statements[0];
    public int DistinctParameters => Statements.Select(statement => string.Join('\u001f', statement.Parameters)).Distinct(StringComparer.Ordinal).Count();
    /// <summary>S2–S21 when they follow one another, else S2, S4, ….</summary>
    public string Marks => Count == 1 ? First.Id
        : Statements[^1].Number - First.Number == Count - 1 ? $"{First.Id}–{Statements[^1].Id}"
        : $"{First.Id}, {Statements[1].Id}{(Count > 2 ? ", …" : "")}";
}
