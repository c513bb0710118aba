using Learning.Grading.Traces;

namespace Learning.Sandbox.Wire;

/// <summary>
/// The client's half of one session's state machine: what was asked, in order. Messages with their time stamps in, statements
/// into the ledger; no sockets, no clock. Every call is under the ledger's gate.
/// </summary>
internal sealed partial class SessionTracker
{
    private const int MaxPending = 100_000;
    private const long MaxPendingCharacters = 32L << 20;

    private readonly Ledger _ledger;
    private readonly Namespaces _names;
    private readonly Queue<Pending> _pending = new();
    private long _pendingCharacters;
    private bool _skipping;
    private bool _copyingIn;
    private (Recording Recording, int Number)? _openTrip;
    private OpenStatement? _last;

    public SessionTracker(Ledger ledger)
    {
        _ledger = ledger;
        _names = new Namespaces(ledger.Names, gap => _ledger.Current.Fail(gap, client: true));
    }

    public int BackendPid { get; set; }
    /// <summary>The server owes an answer.</summary>
    public bool Busy => _pending.Count > 0;

    public void Query(string sql, Stamp at)
    {
        RefuseDuringCopy();
        Enqueue(new Pending(PendingKind.Query) { Statement = Begin(sql, BoundParameters.None, StatementKind.Simple, at, OwnTrip()), Size = sql.Length });
    }

    public void Parse(string name, string sql, int[] types)
    {
        if (!Work())
            return;
        var prepared = new Prepared(sql, types);
        Enqueue(new Pending(PendingKind.Parse) { Prepared = prepared, Undo = _names.Put(name, prepared), Size = sql.Length });
    }

    /// <summary>The types by which Bind's values are to be read; null when the statement is not known.</summary>
    public int[]? TypesOf(string statement) => _names.Statement(statement)?.Types;

    public void Bind(string portal, string statement, BoundParameters parameters)
    {
        if (!Work())
            return;
        _names.Abandon(_names.Portal(portal));
        var bound = new Portal(_names.Statement(statement), parameters);
        Enqueue(new Pending(PendingKind.Bind) { Portal = bound, Undo = _names.Put(portal, bound), Size = parameters.Characters });
    }

    public void Describe(bool portal, string name)
    {
        if (Work())
            Enqueue(new Pending(portal ? PendingKind.DescribePortal : PendingKind.DescribeStatement) { Prepared = portal ? null : _names.Statement(name) });
    }

    public void Execute(string name, Stamp at)
    {
        var works = Work();
        var portal = _names.Portal(name);
        var statement = Begin(portal?.Prepared?.Sql ?? $"-- portal \"{name}\", opened by SQL", portal?.Parameters ?? BoundParameters.None,
            StatementKind.Extended, at, SharedTrip());
        if (!works)
        {
            Skip(statement, at, PassedOver);
            return;
        }
        if (portal is not null)
            (statement.Continued, portal.Started) = (portal.Started, true);
        Enqueue(new Pending(PendingKind.Execute) { Portal = portal, Statement = statement, Size = 16 });
        _last = statement;
    }

    public void Close(bool portal, string name)
    {
        if (!Work())
            return;
        if (portal)
            _names.Abandon(_names.Portal(name));
        Enqueue(new Pending(PendingKind.Close) { Undo = portal ? _names.RemovePortal(name) : _names.RemoveStatement(name) });
    }

    public void Sync()
    {
        RefuseDuringCopy();
        _skipping = false;
        Enqueue(new Pending(PendingKind.Sync) { Last = _last });
        (_openTrip, _last) = (null, null);
    }

    public void Flush()
    {
        RefuseDuringCopy();
        _openTrip = null;
    }

    public void FunctionCall(int function, Stamp at)
    {
        RefuseDuringCopy();
        Enqueue(new Pending(PendingKind.FunctionCall)
        {
            Statement = Begin($"-- fast-path call of function {function}", BoundParameters.None, StatementKind.FunctionCall, at, OwnTrip()),
        });
    }

    /// <summary>Data outside a COPY is ignored by the server; inside one it has no answer of its own.</summary>
    public void Copy(bool ended)
    {
        if (ended)
            _copyingIn = false;
    }

    private const string PassedOver = "not executed: an earlier message of the same batch had failed";

    private OpenStatement Begin(string sql, BoundParameters parameters, StatementKind kind, Stamp at, int roundTrip)
    {
        var statement = new OpenStatement(this, sql, parameters, kind, at);
        _ledger.Current.Add(statement, roundTrip);
        _toServer.Enqueue(statement);
        return statement;
    }

    /// <summary>True when the server will act on an extended-protocol message; false when it skips to the next Sync.</summary>
    private bool Work()
    {
        RefuseDuringCopy();
        SharedTrip();
        return !_skipping;
    }

    private void Enqueue(Pending pending)
    {
        if (_skipping)
        {
            pending.Undo?.Invoke();
            if (pending.Statement is { } statement)
                Skip(statement, statement.Sent, PassedOver);
            return;
        }
        _pendingCharacters += pending.Size;
        if (_pending.Count >= MaxPending || _pendingCharacters > MaxPendingCharacters)
            throw new WireFaultException("too much sent without reading the answers", client: true);
        _pending.Enqueue(pending);
    }

    /// <summary>One round trip for all that goes out before the next Sync or Flush.</summary>
    private int SharedTrip()
    {
        if (_openTrip is not { } trip || trip.Recording != _ledger.Current)
            _openTrip = trip = (_ledger.Current, _ledger.Current.NextRoundTrip());
        return trip.Number;
    }

    private int OwnTrip()
    {
        var trip = _openTrip is { } open && open.Recording == _ledger.Current ? open.Number : _ledger.Current.NextRoundTrip();
        _openTrip = null;
        return trip;
    }

    private void RefuseDuringCopy()
    {
        if (_copyingIn)
            throw new WireFaultException("a message in the middle of COPY FROM STDIN", client: true);
    }
}
