using System.Collections.Frozen;
using Learning.Grading.Incidents.Records;
using Npgsql;

namespace Learning.Sandbox.Incidents.Console;

/// <summary>The console's sessions: A is there from the start, others are opened.</summary>
internal sealed class Consoles(Func<CancellationToken, Task<NpgsqlConnection>> open) : IAsyncDisposable
{
    public const int Most = 4;
    /// <summary>Longer, together, than a cancellation is waited for.</summary>
    private const int Turns = 300;
    private readonly Lock _gate = new();
    private readonly List<(ConsoleSession Session, double? Since)> _sessions = [];
    private readonly RecordRoom _room = new();
    private volatile FrozenSet<int> _pids = [];

    public IReadOnlySet<int> Pids => _pids;

    public IReadOnlyList<ConsoleState> States(IReadOnlyList<ActivityRow> activity)
    {
        lock (_gate)
        {
            return [.. _sessions.Select(each =>
            {
                var state = activity.FirstOrDefault(row => row.Pid == each.Session.Pid)?.State ?? "";
                return new ConsoleState(each.Session.Name, each.Session.Pid, each.Since, state.StartsWith("idle in transaction", StringComparison.Ordinal), state.EndsWith("(aborted)", StringComparison.Ordinal));
            })];
        }
    }

    public async Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        string name;
        lock (_gate)
        {
            if (_sessions.Count >= Most)
                throw new InvalidOperationException($"There are {Most} sessions: close one first.");
            name = "ABCD".First(letter => _sessions.TrueForAll(each => each.Session.Name[0] != letter)).ToString();
        }
        ConsoleSession? session = null;
        session = new ConsoleSession(name, open, _room, () => Note(session!.Pid));
        await session.OpenAsync(cancellationToken);
        lock (_gate)
        {
            _sessions.Add((session, null));
            _sessions.Sort((one, other) => string.CompareOrdinal(one.Session.Name, other.Session.Name));
        }
        return name;
    }

    public async Task CloseAsync(string name)
    {
        ConsoleSession? closed = null;
        lock (_gate)
        {
            var index = _sessions.FindIndex(each => each.Session.Name == name);
            if (index < 0 || _sessions.Count == 1)
                return;
            closed = _sessions[index].Session;
            _sessions.RemoveAt(index);
        }
        await closed.CancelAsync();
        await closed.DisposeAsync();
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> when there is no such session, or it is busy.</summary>
    public ConsoleSession Enter(string name, double now)
    {
        lock (_gate)
        {
            var index = _sessions.FindIndex(each => each.Session.Name == name);
            if (index < 0)
                throw new InvalidOperationException($"There is no session {name}.");
            var session = _sessions[index].Session;
            if (!session.TryEnter())
                throw new InvalidOperationException($"Session {name} still runs a statement: cancel it, or use another session.");
            _sessions[index] = (session, now);
            return session;
        }
    }

    public void Leave(ConsoleSession session)
    {
        lock (_gate)
        {
            var index = _sessions.FindIndex(each => each.Session == session);
            if (index >= 0)
                _sessions[index] = (session, null);
            session.Leave();
        }
    }

    public Task CancelAsync(string name)
    {
        ConsoleSession? session;
        lock (_gate)
            session = _sessions.Find(each => each.Session.Name == name).Session;
        return session?.CancelAsync() ?? Task.CompletedTask;
    }

    /// <summary>A session that was ended and opened anew has another pid; one that has had it stays the learner's.</summary>
    private void Note(int pid)
    {
        lock (_gate)
            _pids = [.. _pids, pid];
    }

    public async ValueTask DisposeAsync()
    {
        List<ConsoleSession> all;
        lock (_gate)
            all = [.. _sessions.Select(each => each.Session)];
        await Task.WhenAll(all.Select(EndAsync));
    }

    /// <summary>Nobody else reads its connection when it is closed: a cancellation that is not heard has broken it by then.</summary>
    private static async Task EndAsync(ConsoleSession session)
    {
        await session.CancelAsync();
        for (var turn = 0; turn < Turns && session.IsBusy; turn++)
            await Task.Delay(20);
        await session.DisposeAsync();
    }
}
