using System.Diagnostics;
using Learning.Grading.Traces;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

/// <summary>Calls of several users at once, by the nonce that each answer must repeat: who waits for what, since when, and what comes next.</summary>
internal sealed class WaitingCalls
{
    private readonly IReadOnlyList<IReadOnlyList<CallRequest>> _users;
    private readonly CallResult?[][] _results;
    private readonly Dictionary<string, (int User, int Call, long Since)> _waiting = new(StringComparer.Ordinal);

    public WaitingCalls(IReadOnlyList<IReadOnlyList<CallRequest>> users)
    {
        _users = users;
        _results = [.. users.Select(calls => new CallResult?[calls.Count])];
        Left = users.Sum(calls => calls.Count);
    }

    public int Left { get; private set; }

    public IReadOnlyList<IReadOnlyList<CallResult>> Results => [.. _results.Select(calls => calls.Select(result => result!).ToArray())];

    public bool Expects(string id) => _waiting.ContainsKey(id);

    /// <summary>Every user's first call.</summary>
    public IReadOnlyList<CallRequest> First() => [.. Enumerable.Range(0, _users.Count).Where(user => _users[user].Count > 0).Select(user => Begin(user, 0))];

    /// <summary>Takes one answer; what the same user asks next, or nothing.</summary>
    public IReadOnlyList<CallRequest> Answered(RunEvent said, RunOutcome outcome, string? rows)
    {
        var id = said is AnsweredEvent answered ? answered.Id : ((ThrewEvent)said).Id;
        _waiting.Remove(id, out var call);
        _results[call.User][call.Call] = new(outcome, rows, "", Stopwatch.GetElapsedTime(call.Since).TotalMilliseconds);
        Left--;
        return call.Call + 1 < _users[call.User].Count ? [Begin(call.User, call.Call + 1)] : [];
    }

    /// <summary>Nothing more will be answered: all that waited, and all that would have come, ended like this.</summary>
    public IReadOnlyList<IReadOnlyList<CallResult>> Ended(RunOutcome outcome)
    {
        for (var user = 0; user < _users.Count; user++)
        {
            for (var call = 0; call < _results[user].Length; call++)
                _results[user][call] ??= new(outcome, null, "", 0);
        }
        return Results;
    }

    private CallRequest Begin(int user, int call)
    {
        var request = _users[user][call];
        _waiting[request.Id] = (user, call, Stopwatch.GetTimestamp());
        return request;
    }
}
