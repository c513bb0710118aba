namespace Learning.Sandbox.Wire;

/// <summary>When bytes got to the other side, and how a session ended.</summary>
internal sealed partial class SessionTracker
{
    private string? _endedBy;

    /// <summary>Everything up to this position of the client's stream is about to be handed to the server.</summary>
    public void ServerHas(Stamp at)
    {
        while (_toServer.TryPeek(out var statement) && statement.Sent.Position <= at.Position)
            _toServer.Dequeue().ServerHad = at.Ticks;
    }

    /// <summary>Everything up to this position of the server's stream is about to be handed to the client.</summary>
    public void ClientHas(Stamp at)
    {
        while (_toClient.TryPeek(out var delivery) && delivery.Position <= at.Position)
        {
            _toClient.Dequeue();
            if (delivery.First)
            {
                delivery.Statement.FirstRow = at.Ticks;
                continue;
            }
            delivery.Statement.Done = at.Ticks;
            _ledger.Current.Finished(delivery.Statement);
        }
    }

    /// <summary>The server ends the session with this. Nobody but the session's client can have given it a reason; that the whole cluster ended is seen when its log is read.</summary>
    public void Ending(ServerFault fault)
    {
        if (fault.Fatal)
            _endedBy ??= fault.State;
    }

    /// <summary>No more will come of what is under way. Tells the ledger when that leaves a hole, and whose doing it was.</summary>
    public void Ended(string? gap, bool client)
    {
        var open = _pending.Select(pending => pending.Statement).Concat(_toClient.Select(delivery => delivery.Statement))
            .Append(_current).OfType<OpenStatement>().Where(statement => !statement.Delivered).Distinct().ToList();
        foreach (var statement in open)
        {
            statement.Partial = true;
            _ledger.Current.Finished(statement);
        }
        if (gap is not null)
            _ledger.Current.Fail(gap, client);
        else if (open.Count > 0 || _pending.Any(pending => pending.Kind is PendingKind.Parse or PendingKind.Bind))
            _ledger.Current.Fail(_endedBy is not null ? $"The server ended a session ({_endedBy}) while a statement was under way."
                : client ? "The client closed its connection while a statement was under way." : "The server closed a connection while a statement was under way.", client || _endedBy is not null);
        _names.Leave();
        _pending.Clear();
        _toServer.Clear();
        _toClient.Clear();
    }
}
