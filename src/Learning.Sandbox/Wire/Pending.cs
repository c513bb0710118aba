namespace Learning.Sandbox.Wire;

internal enum PendingKind { Query, Parse, Bind, DescribeStatement, DescribePortal, Execute, Close, Sync, FunctionCall }

/// <summary>A client message that the server owes an answer to.</summary>
internal sealed class Pending(PendingKind kind)
{
    public PendingKind Kind { get; } = kind;
    public OpenStatement? Statement { get; init; }
    public Prepared? Prepared { get; init; }
    public Portal? Portal { get; init; }
    /// <summary>Puts the names back as they were, when the server refused or skipped the message.</summary>
    public Action? Undo { get; init; }
    /// <summary>A failed Sync is an error of the last statement before it: its commit.</summary>
    public OpenStatement? Last { get; init; }
    /// <summary>Characters that it keeps alive while the server has not answered.</summary>
    public int Size { get; init; }
}

/// <summary>What stands under a name.</summary>
internal interface INamed
{
    /// <summary>What it keeps alive, in characters of two bytes.</summary>
    int Characters { get; }
}

/// <summary>A statement text under a name ("" is the unnamed one), as Parse made it.</summary>
internal sealed class Prepared(string sql, int[] types) : INamed
{
    public int Characters { get; } = sql.Length + 2 * types.Length;
    public string Sql { get; } = sql;
    public int[] Types { get; set; } = types;
    public bool Confirmed { get; set; }
    /// <summary>SQL may have put something else under its name since.</summary>
    public bool Stale { get; set; }
}

/// <summary>A bound statement under a name, as Bind made it.</summary>
internal sealed class Portal(Prepared? prepared, BoundParameters parameters) : INamed
{
    /// <summary>With the statement's, which may have lost its own name since.</summary>
    public int Characters { get; } = parameters.Characters + 4 * parameters.Values.Count + (prepared?.Characters ?? 0);
    public Prepared? Prepared { get; } = prepared;
    public BoundParameters Parameters { get; } = parameters;
    public bool Confirmed { get; set; }
    public bool Stale { get; set; }
    public bool Started { get; set; }
    public bool Suspended { get; set; }
}
