namespace Learning.Sandbox.Wire;

/// <summary>
/// An error as the server told it. Fatal: the session ends with it. Positioned: it points into the statement's own text, as the parser does before
/// anything is read; what happens while rows are read has no place there.
/// </summary>
internal sealed record ServerFault(string State, string Text, bool Fatal, bool Positioned, int Bytes)
{
    /// <summary>The server's ordinary messages take a few hundred bytes. What is longer was made long.</summary>
    public const int OrdinaryBytes = 1 << 10;

    public string Said => $"{State}: {Text}";

    /// <summary>
    /// A statement that fails while it runs says in its message what it was working on, and leaves no plan: whoever makes it fail on purpose reads a table
    /// without a trace. Free is what honest code meets and catches: a constraint (23), a transaction's state (25), a conflict (40), a right that is
    /// missing, a lock that is held, a time-out.
    /// </summary>
    public bool MayHoldRows => !Positioned && (Bytes > OrdinaryBytes || State is not (['2', '3' or '5', ..] or ['4', '0', ..] or "42501" or "55P03" or "57014"));
}
