using System.Globalization;
using Learning.Grading.Traces;

namespace Learning.Sandbox.Wire;

/// <summary>The server's half: answers matched with what was asked, strictly in order.</summary>
internal sealed partial class SessionTracker
{
    private readonly Queue<OpenStatement> _toServer = new();
    private readonly Queue<(long Position, OpenStatement Statement, bool First)> _toClient = new();
    private bool _started;
    private long _lastServerEnd;
    private long _said;

    /// <summary>The first ReadyForQuery ends start-up and answers nothing that was asked.</summary>
    public bool Started => _started;
    /// <summary>As ReadyForQuery last said: I idle, T in a transaction, E in a failed one.</summary>
    public char TransactionState { get; private set; } = 'I';

    public void ParseComplete() => Take(PendingKind.Parse).Prepared!.Confirmed = true;

    public void BindComplete()
    {
        var portal = Take(PendingKind.Bind).Portal!;
        portal.Confirmed = true;
        if (portal.Prepared is null or { Stale: true })
            _ledger.Current.Fail("The client ran a statement through the protocol that it had prepared in SQL.", client: true);
    }

    public void CloseComplete() => Take(PendingKind.Close);

    public void ParameterDescription(int[] types)
    {
        if (Head(PendingKind.DescribeStatement).Prepared is { } prepared)
            prepared.Types = types;
    }

    public void RowDescription(Stamp at)
    {
        if (Peek() is { Kind: PendingKind.Query })
            Current(at);
        else
            Take(PendingKind.DescribeStatement, PendingKind.DescribePortal);
    }

    public void NoData() => Take(PendingKind.DescribeStatement, PendingKind.DescribePortal);

    public void Row(int bytes, Stamp at) => Ship(Current(at), rows: 1, bytes, at);

    /// <summary>COPY TO STDOUT is starting.</summary>
    public void CopyOut(Stamp at) => Current(at).Kind = StatementKind.Copy;

    public void CopyIn(Stamp at)
    {
        if (Head(PendingKind.Query, PendingKind.Execute).Kind != PendingKind.Query || _pending.Count > 1)
            throw new WireFaultException("COPY FROM STDIN in a batch", client: true);
        Current(at).Kind = StatementKind.Copy;
        _copyingIn = true;
    }

    public void CommandComplete(string command, Stamp at)
    {
        var statement = Current(at);
        statement.Command = command;
        // What was set stays set for all that follows, however many statements came before it.
        if (command is "SET" or "ALTER ROLE" or "ALTER DATABASE")
            _ledger.Current.Keep(statement);
        _copyingIn = false;
        if (statement is { Kind: StatementKind.Copy, Rows: > 0 })
            CountCopiedRows(statement, command, at);
        var pending = Peek()!;
        if (pending.Kind == PendingKind.Execute)
        {
            if (pending.Portal is null or { Stale: true })
                _ledger.Current.Fail("The client read a cursor through the protocol that it had opened in SQL.", client: true);
            else
                pending.Portal.Suspended = false;
            Dequeue();
        }
        Complete(statement, at);
        _names.ChangedBySql(command);
    }

    /// <summary>A binary COPY sends a trailer as if it were a row; the tag knows better.</summary>
    private void CountCopiedRows(OpenStatement statement, string command, Stamp at)
    {
        if (int.TryParse(command.AsSpan(command.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows < statement.Rows)
            Ship(statement, rows - (int)statement.Rows, 0, at);
    }

    public void EmptyQuery(Stamp at)
    {
        var statement = Current(at);
        if (Peek() is { Kind: PendingKind.Execute })
            Dequeue();
        Complete(statement, at);
    }

    public void PortalSuspended(Stamp at)
    {
        var pending = Take(PendingKind.Execute);
        if (pending.Portal is { } portal)
            portal.Suspended = true;
        else
            _ledger.Current.Fail("The client read a cursor through the protocol that it had opened in SQL.", client: true);
        pending.Statement!.Partial = true;
        Complete(pending.Statement, at);
    }

    public void FunctionResult(int bytes, Stamp at)
    {
        var statement = Head(PendingKind.FunctionCall).Statement!;
        Ship(statement, rows: 1, bytes, at);
        Complete(statement, at);
    }

    /// <summary>A message beside the rows. What is longer than ordinary could carry rows, so it counts like them.</summary>
    public void Said(int bytes)
    {
        _said += bytes;
        var over = Math.Min(bytes, _said - ServerFault.OrdinaryBytes);
        if (over <= 0)
            return;
        if ((_current ?? Peek()?.Statement) is { } statement)
            statement.Bytes += over;
        _ledger.Current.Shipped(0, over);
    }

    public void Error(ServerFault fault, Stamp at)
    {
        _copyingIn = false;
        Ending(fault);
        switch (Peek())
        {
            case null:
                return;
            case { Kind: PendingKind.Sync } sync:
                if (sync.Last is { } last)
                {
                    last.Error ??= fault.Said;
                    WhileRunning(fault);
                }
                return;
            case { Kind: PendingKind.Query or PendingKind.FunctionCall }:
                WhileRunning(fault);
                Fail(Current(at), fault.Said, at);
                return;
            case { Kind: PendingKind.Execute }:
                WhileRunning(fault);
                SkipToSync(fault.Said, at);
                return;
            default:
                SkipToSync(fault.Said, at);
                return;
        }
    }

    private void WhileRunning(ServerFault fault)
    {
        if (fault.MayHoldRows)
            _ledger.Current.Fail($"A statement failed in the middle of its work ({fault.State}), so there is no plan of what it had read: write it so that it does not fail.", client: true);
    }

    public void ReadyForQuery(char state, Stamp at)
    {
        TransactionState = state;
        _said = 0;
        if (_started)
        {
            var pending = Take(PendingKind.Query, PendingKind.Sync, PendingKind.FunctionCall);
            if (pending.Statement is { Completed: false } statement)
                Complete(statement, at);
            NameResults();
            _current = null;
        }
        _started = true;
        if (state == 'I')
            _names.EndTransaction();
    }

    private OpenStatement? _current;
    private readonly List<OpenStatement> _results = [];

    /// <summary>Set when a backslash may quote, so that texts are not cut.</summary>
    public bool BackslashQuotes { get; set; }

    /// <summary>Gives each result of a simple query its own part of the text, when it is beyond doubt which.</summary>
    private void NameResults()
    {
        if (_results.Count > 1 && !BackslashQuotes && _results.TrueForAll(result => result.Error is null)
            && SqlPieces.Of(_results[0].Sql) is var pieces && pieces.Count == _results.Count)
        {
            foreach (var (result, piece) in _results.Zip(pieces))
                result.Sql = piece;
        }
        _results.Clear();
    }

    /// <summary>The statement that a result belongs to. After the first result of a simple query each further one is a statement of its own.</summary>
    private OpenStatement Current(Stamp at)
    {
        var pending = Head(PendingKind.Query, PendingKind.Execute, PendingKind.FunctionCall);
        if (pending.Kind != PendingKind.Query)
            return pending.Statement!;
        if (_current is null)
            _results.Add(_current = pending.Statement!);
        if (!_current.Completed)
            return _current;
        var first = pending.Statement!;
        _current = new OpenStatement(this, first.Sql, BoundParameters.None, StatementKind.Simple, first.Sent) { ServerHad = first.ServerHad };
        _results.Add(_current);
        _ledger.Current.Add(_current, first.RoundTrip);
        return _current;
    }

    private void SkipToSync(string error, Stamp at)
    {
        var skipped = new List<Pending>();
        while (_pending.Count > 0 && _pending.Peek().Kind != PendingKind.Sync)
            skipped.Add(Dequeue());
        // Latest first, so that each finds the names as it left them.
        foreach (var pending in Enumerable.Reverse(skipped))
            pending.Undo?.Invoke();
        // The error is the first statement's: its Parse or Bind failed, or it did.
        foreach (var (index, statement) in skipped.Select(pending => pending.Statement).OfType<OpenStatement>().Index())
        {
            if (index == 0)
                Fail(statement, error, at);
            else
                Skip(statement, at, PassedOver);
        }
        _skipping = _pending.Count == 0;
    }

    private void Fail(OpenStatement statement, string error, Stamp at)
    {
        statement.Error = error;
        Complete(statement, at);
    }

    private void Skip(OpenStatement statement, Stamp at, string why)
    {
        (statement.Skipped, statement.Error) = (true, why);
        (statement.ServerStart, statement.ServerEnd, statement.Completed, statement.Done) = (at.Ticks, at.Ticks, true, at.Ticks);
        _ledger.Current.Finished(statement);
    }

    private void Ship(OpenStatement statement, int rows, int bytes, Stamp at)
    {
        if (statement.Rows == 0)
            _toClient.Enqueue((at.Position, statement, First: true));
        statement.Rows += rows;
        statement.Bytes += bytes;
        _ledger.Current.Shipped(rows, bytes);
    }

    private void Complete(OpenStatement statement, Stamp at)
    {
        if (statement.Completed)
            return;
        statement.Completed = true;
        // Statements of a batch reach the server together, but it works on one after the other.
        statement.ServerStart = Math.Max(statement.ServerHad, _lastServerEnd);
        statement.ServerEnd = _lastServerEnd = at.Ticks;
        _toClient.Enqueue((at.Position, statement, First: false));
    }

    private Pending? Peek() => _pending.TryPeek(out var pending) ? pending : null;

    private Pending Head(params ReadOnlySpan<PendingKind> kinds) =>
        Peek() is { } pending && kinds.Contains(pending.Kind) ? pending
            : throw new WireFaultException(string.Create(CultureInfo.InvariantCulture, $"an answer that nothing had asked for ({kinds[0]})"), client: false);

    private Pending Take(params ReadOnlySpan<PendingKind> kinds)
    {
        Head(kinds);
        return Dequeue();
    }

    private Pending Dequeue()
    {
        var pending = _pending.Dequeue();
        _pendingCharacters -= pending.Size;
        return pending;
    }
}
