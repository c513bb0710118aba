using Learning.Grading.Exercises;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// The templates of one revision that take turns, so that nobody can learn the hidden data by handing in. Each serves a number of attempts
/// and is then replaced; what replaces it is built in the background.
/// </summary>
internal sealed class Editions(TemplateBuilder builder, Exercise exercise, SandboxOptions options)
{
    private readonly Lock _gate = new();
    private readonly List<(ClusterTemplate Template, int Attempts)> _turns = [];
    /// <summary>A variant is one person's, who hands in a few times: one edition is enough.</summary>
    private readonly int _most = exercise.Variant is null ? options.SeedEditions : 1;
    private int _next;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var found = await builder.GetAsync(exercise, cancellationToken);
        lock (_gate)
            _turns.AddRange(found.TakeLast(_most).Select(template => (template, 0)));
    }

    /// <summary>The same figures hold for every edition but for chance, so any will do.</summary>
    public IReadOnlyList<TableFigures> Tables
    {
        get
        {
            lock (_gate)
                return _turns[0].Template.Tables;
        }
    }

    /// <summary>False when one of them was given up for the room that it took; then they are found anew.</summary>
    public bool AreThere
    {
        get
        {
            lock (_gate)
                return _turns.TrueForAll(turn => turn.Template.IsThere);
        }
    }

    public ClusterTemplate Next()
    {
        lock (_gate)
            return _turns[_next++ % _turns.Count].Template;
    }

    public void Used(ClusterTemplate template)
    {
        lock (_gate)
        {
            if (_turns.FindIndex(turn => turn.Template == template) is >= 0 and var at)
                _turns[at] = (template, _turns[at].Attempts + 1);
        }
    }

    public bool WantsAnother
    {
        get
        {
            lock (_gate)
                return _turns.Count < _most || _turns.Exists(turn => turn.Attempts >= options.EditionAttempts);
        }
    }

    /// <summary>Builds one edition; it takes a free place, or that of the one that served longest.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        var added = await builder.AddAsync(exercise, cancellationToken);
        ClusterTemplate? retired = null;
        lock (_gate)
        {
            if (_turns.Count >= _most)
            {
                var worn = _turns.MaxBy(turn => turn.Attempts);
                retired = worn.Template;
                _turns.Remove(worn);
            }
            _turns.Add((added, 0));
        }
        if (retired is not null)
            retired.Retire();
    }
}
