namespace Learning.Sandbox.Jails.Docker;

/// <summary>
/// Looks for a container's first process among all of the machine's, again and again. Beside many that come and go each look must be cheap: what was twice
/// in no group of the container's is left out, and looked at again once a second only, since an engine may move a process into its group late, and a number
/// may be given again.
/// </summary>
internal sealed class InitSearch(IReadOnlySet<int> before, Func<IEnumerable<int>> processes, Func<int, bool> isInside, Func<int, bool> isFirst)
{
    private const int Enough = 2;
    /// <summary>Looks in a fifth of a second at first, and in a second afterwards.</summary>
    private const int Round = 20;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10), Long = TimeSpan.FromMilliseconds(50);

    /// <summary>How often each was in no group of the container's.</summary>
    private readonly Dictionary<int, int> _strangers = before.ToDictionary(process => process, _ => Enough);
    private int _looks;

    /// <summary>Until the next look.</summary>
    public TimeSpan Pause => _looks < Round ? Short : Long;

    /// <summary>Null when it is not there yet.</summary>
    public int? Next()
    {
        if (++_looks > Round && _looks % Round == 0)
            _strangers.Clear();
        foreach (var process in processes())
        {
            var looked = _strangers.GetValueOrDefault(process);
            if (looked >= Enough)
                continue;
            if (!isInside(process))
                _strangers[process] = looked + 1;
            else if (isFirst(process))
                return process;
        }
        return null;
    }
}
