using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;

namespace Learning.Sandbox.Incidents;

/// <summary>What a lab has recorded so far. Everything is appended; a running statement's entry is replaced once, by its end.</summary>
internal sealed class RecordKeeper(IncidentRecord first)
{
    private readonly Lock _gate = new();
    private readonly List<IncidentSample> _samples = [];
    private readonly List<IncidentAction> _actions = [];
    private readonly List<LockSample> _locks = [];
    private readonly List<StatementsSample> _statements = [];
    private readonly List<StatisticsSample> _statistics = [];
    private readonly List<KeptEvidence> _evidence = [];
    private readonly List<StageRecord> _stages = [];
    private readonly List<Span> _unscored = [];
    private IncidentRecord _head = first;
    private IncidentRecord? _whole;

    /// <summary>Something was added; on any thread.</summary>
    public event EventHandler? Changed;

    /// <summary>All there is; made anew only when something was added.</summary>
    public IncidentRecord Record
    {
        get
        {
            lock (_gate)
            {
                return _whole ??= _head with
                {
                    Samples = [.. _samples], Actions = [.. _actions], Locks = [.. _locks], Statements = [.. _statements], Statistics = [.. _statistics],
                    Evidence = [.. _evidence], Stages = [.. _stages], Unscored = [.. _unscored],
                };
            }
        }
    }

    public IncidentSample? Last { get { lock (_gate) return _samples.Count > 0 ? _samples[^1] : null; } }

    public void Head(Func<IncidentRecord, IncidentRecord> change) => Do(() => _head = change(_head));

    public void Add(IncidentSample sample) => Do(() =>
    {
        _samples.Add(sample);
        _head = _head with { Elapsed = sample.At };
    });

    public void Add(LockSample sample) => Do(() => _locks.Add(sample));

    public void Add(StatementsSample sample) => Do(() => _statements.Add(sample));

    public void Add(StatisticsSample sample) => Do(() => _statistics.Add(sample));

    /// <summary>A second that does not count; neighbours become one span.</summary>
    public void Unscored(double from, double to) => Do(() =>
    {
        if (_unscored.Count > 0 && from - _unscored[^1].To < 0.5)
            _unscored[^1] = _unscored[^1] with { To = to };
        else
            _unscored.Add(new(from, to));
    });

    /// <summary>Numbers the action, and its statement's mark, in order.</summary>
    public IncidentAction Add(IncidentAction action)
    {
        Do(() =>
        {
            action = action with
            {
                Number = _actions.Count + 1,
                P95 = _samples.Count > 0 ? _samples[^1].All.P95 : null,
                Mark = action.Statement is null ? action.Mark : $"Q{_actions.Count(each => each.Statement is not null) + 1}",
            };
            _actions.Add(action);
        });
        return action;
    }

    public void Replace(IncidentAction action) => Do(() => _actions[action.Number - 1] = action);

    public KeptEvidence Add(Func<IReadOnlyList<KeptEvidence>, KeptEvidence> make)
    {
        KeptEvidence? kept = null;
        Do(() =>
        {
            kept = make(_evidence);
            if (!_evidence.Exists(each => each.Mark == kept.Mark))
                _evidence.Add(kept);
        });
        return kept!;
    }

    /// <summary>Changes a stage's entry, which is there from the first time on.</summary>
    public StageRecord Stage(StageKind kind, double now, Func<StageRecord, StageRecord> change)
    {
        StageRecord? changed = null;
        Do(() =>
        {
            var index = _stages.FindIndex(stage => stage.Kind == kind);
            if (index < 0)
            {
                _stages.Add(new() { Kind = kind, EnteredAt = now });
                index = _stages.Count - 1;
            }
            _stages[index] = changed = change(_stages[index]);
        });
        return changed!;
    }

    private void Do(Action change)
    {
        lock (_gate)
        {
            change();
            _whole = null;
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
