namespace Learning.Sandbox.Wire;

/// <summary>
/// What the names of a session stand for. Messages are applied as they arrive, because later ones of the same batch refer to
/// them, and taken back when the server refuses or skips them: else a refused Parse could lend its text to another's execution.
/// </summary>
internal sealed class Namespaces(BufferBudget budget, Action<string> abandoned)
{
    private const int MaxNames = 1_000;

    private readonly Dictionary<string, Prepared> _prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Portal> _portals = new(StringComparer.Ordinal);
    private long _borrowed;

    public Prepared? Statement(string name) => _prepared.GetValueOrDefault(name);
    public Portal? Portal(string name) => _portals.GetValueOrDefault(name);

    public Action Put(string name, Prepared prepared)
    {
        Bound(_prepared.ContainsKey(name));
        return Replace(_prepared, name, prepared);
    }

    public Action Put(string name, Portal portal)
    {
        Bound(_portals.ContainsKey(name));
        return Replace(_portals, name, portal);
    }

    public Action RemoveStatement(string name) => Replace(_prepared, name, with: null);
    public Action RemovePortal(string name) => Replace(_portals, name, with: null);

    /// <summary>A transaction ended, and with it all portals made so far.</summary>
    public void EndTransaction()
    {
        foreach (var (name, portal) in _portals.Where(entry => entry.Value.Confirmed).ToList())
        {
            Abandon(portal);
            Set(_portals, name, null);
        }
    }

    /// <summary>SQL shares these names: after PREPARE, DEALLOCATE, DECLARE, CLOSE or DISCARD they may mean something else.</summary>
    public void ChangedBySql(string command)
    {
        var all = command is "DISCARD ALL";
        if (all || command is "PREPARE" or "DEALLOCATE" or "DEALLOCATE ALL")
        {
            foreach (var (name, prepared) in _prepared.Where(entry => entry.Value.Confirmed).ToList())
            {
                prepared.Stale = true;
                Set(_prepared, name, null);
            }
        }
        if (!all && command is not ("DECLARE CURSOR" or "CLOSE CURSOR" or "CLOSE CURSOR ALL"))
            return;
        foreach (var (name, portal) in _portals.Where(entry => entry.Value.Confirmed).ToList())
        {
            portal.Stale = true;
            Abandon(portal);
            Set(_portals, name, null);
        }
    }

    public void Abandon(Portal? portal)
    {
        if (portal is not { Suspended: true })
            return;
        portal.Suspended = false;
        abandoned("The client read a part of a result and abandoned the rest.");
    }

    /// <summary>The session is over.</summary>
    public void Leave()
    {
        foreach (var portal in _portals.Values)
            Abandon(portal);
        _prepared.Clear();
        _portals.Clear();
        budget.Return(_borrowed);
        _borrowed = 0;
    }

    private void Bound(bool known)
    {
        if (!known && _prepared.Count + _portals.Count >= MaxNames)
            throw new WireFaultException("too many prepared statements in one session", client: true);
    }

    private Action Replace<T>(Dictionary<string, T> names, string name, T? with) where T : class, INamed
    {
        var before = names.GetValueOrDefault(name);
        Set(names, name, with);
        return () => Set(names, name, before);
    }

    private void Set<T>(Dictionary<string, T> names, string name, T? value) where T : class, INamed
    {
        var more = Weight(name, value) - Weight(name, names.GetValueOrDefault(name));
        if (!budget.TryBorrow(more))
            throw new WireFaultException("prepared statements that are too long together", client: true);
        _borrowed += more;
        if (value is null)
            names.Remove(name);
        else
            names[name] = value;
    }

    private static long Weight<T>(string name, T? value) where T : class, INamed => value is null ? 0 : (long)name.Length + value.Characters;
}
