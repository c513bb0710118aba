using Learning.Grading.Incidents;

namespace Learning.Sandbox.Incidents.Load;

/// <summary>Weights of the request classes, which events move and flags switch off. One writer at a time; every user reads.</summary>
internal sealed class Shares
{
    private readonly IReadOnlyList<RequestClass> _classes;
    private readonly double[] _wanted;
    private readonly HashSet<string> _off = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile double[] _upto;

    public Shares(IReadOnlyList<RequestClass> classes)
    {
        _classes = classes;
        _wanted = [.. classes.Select(kind => kind.Share)];
        _upto = Sum();
    }

    public double this[int kind] { get { lock (_gate) return _wanted[kind]; } }

    public void Set(int kind, double share)
    {
        lock (_gate)
        {
            _wanted[kind] = share;
            _upto = Sum();
        }
    }

    public bool IsOn(string flag)
    {
        lock (_gate)
            return !_off.Contains(flag);
    }

    public void Switch(string flag, bool on)
    {
        lock (_gate)
        {
            if (on)
                _off.Remove(flag);
            else
                _off.Add(flag);
            _upto = Sum();
        }
    }

    public int Draw(Random random)
    {
        var upto = _upto;
        var at = random.NextDouble() * upto[^1];
        var found = Array.FindIndex(upto, limit => at < limit);
        return found < 0 ? 0 : found;
    }

    /// <summary>Who would have used what is switched off asks for the first class instead: the application shows what it has.</summary>
    private double[] Sum()
    {
        var instead = _classes.Select((kind, index) => IsOff(kind) ? _wanted[index] : 0).Sum();
        var sum = 0.0;
        return [.. _classes.Select((kind, index) => sum += IsOff(kind) ? 0 : index == 0 ? _wanted[0] + instead : _wanted[index])];
    }

    private bool IsOff(RequestClass kind) => kind.Flag is { } flag && _off.Contains(flag);
}
