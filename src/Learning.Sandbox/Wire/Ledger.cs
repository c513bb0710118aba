namespace Learning.Sandbox.Wire;

/// <summary>
/// All that a door's sessions did, cut into calls. There is always a recording: what arrives between two calls belongs to the
/// next one (at its first moment), so that nothing vanishes. Every use is under <see cref="Gate"/>.
/// </summary>
internal sealed class Ledger(DoorOptions options, Action<string> limitHit)
{
    private Recording _current = new(options, limitHit);
    private long _begin = System.Diagnostics.Stopwatch.GetTimestamp();

    public Lock Gate { get; } = new();
    public Recording Current => _current;

    /// <summary>Characters that the sessions may have under names: a budget of the door, since nobody counts how many sessions share it.</summary>
    public BufferBudget Names { get; } = new(options.MaxNamedCharacters);

    public void Begin(long now) => _begin = now;

    /// <summary>Closes the window. Statements still on their way are a gap here and are carried into the next window as well.</summary>
    public WireRecord End(long now)
    {
        var ended = _current;
        var unfinished = ended.Unfinished();
        if (unfinished.Count > 0)
            ended.Fail($"The client answered while {unfinished.Count} of its statements had not finished.", client: true);
        _current = new Recording(options, limitHit);
        foreach (var statement in unfinished)
            _current.Add(statement, _current.NextRoundTrip());
        var begin = _begin;
        _begin = now;
        return ended.Snapshot(begin, now);
    }
}
