using System.Runtime.InteropServices;

namespace Learning.Sandbox.Incidents.Load;

/// <summary>Answer times of the last seconds, by class. Writers are many; the reader comes once a second.</summary>
internal sealed class Latencies(int classes, double kept)
{
    private readonly Lock _gate = new();
    private readonly Queue<Answered>[] _recent = [.. Enumerable.Range(0, classes).Select(_ => new Queue<Answered>())];
    private readonly int[] _errors = new int[classes];

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Answered(double At, double Ms);

    public void Add(int kind, double at, double milliseconds)
    {
        lock (_gate)
            _recent[kind].Enqueue(new(at, milliseconds));
    }

    public void Fail(int kind)
    {
        lock (_gate)
            _errors[kind]++;
    }

    /// <summary>Errors since the last call.</summary>
    public int TakeErrors(int kind)
    {
        lock (_gate)
        {
            var errors = _errors[kind];
            _errors[kind] = 0;
            return errors;
        }
    }

    /// <summary>Answer times of a class (null: of all) since a moment, sorted, in ms.</summary>
    public double[] Since(int? kind, double from)
    {
        List<double> found = [];
        lock (_gate)
        {
            for (var each = 0; each < classes; each++)
            {
                if (kind is { } only && only != each)
                    continue;
                foreach (var answered in _recent[each])
                {
                    if (answered.At >= from)
                        found.Add(answered.Ms);
                }
            }
        }
        found.Sort();
        return [.. found];
    }

    public int Count(int? kind, double from)
    {
        lock (_gate)
            return _recent.Where((_, each) => kind is null || kind == each).Sum(queue => queue.Count(answered => answered.At >= from));
    }

    /// <summary>Lets go of what no window looks at any more.</summary>
    public void Trim(double now)
    {
        lock (_gate)
        {
            foreach (var queue in _recent)
            {
                while (queue.TryPeek(out var oldest) && oldest.At < now - kept)
                    queue.Dequeue();
            }
        }
    }

    /// <summary>Nearest rank; null of nothing.</summary>
    public static double? Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
