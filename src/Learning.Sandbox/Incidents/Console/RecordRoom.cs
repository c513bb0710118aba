namespace Learning.Sandbox.Incidents.Console;

/// <summary>
/// Characters that all statements of a console's sessions may bring into the record together: it is kept in memory and written down every few seconds. An
/// hour's work takes some hundred thousand.
/// </summary>
internal sealed class RecordRoom
{
    private const int Most = 8 << 20;
    private int _left = Most;

    public int Left => Math.Max(0, Volatile.Read(ref _left));

    public void Take(int characters)
    {
        if (Left > 0)
            Interlocked.Add(ref _left, -characters);
    }
}
