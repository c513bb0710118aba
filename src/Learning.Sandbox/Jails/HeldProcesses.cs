using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Jails;

/// <summary>All that is in some jails stands still until this is disposed: what waits for its next call may not take a processor from whatever is timed meanwhile.</summary>
internal sealed class HeldProcesses : IDisposable
{
    /// <summary>Looks for what was started while others were being stopped.</summary>
    private const int Rounds = 5;
    private readonly HashSet<int> _held = [];

    /// <param name="roots">Outermost processes of jails.</param>
    public HeldProcesses(IEnumerable<int> roots)
    {
        foreach (var root in roots)
        {
            for (var round = 0; round < Rounds; round++)
            {
                List<int> fresh = [.. ProcessTree.Measure(root, enoughMb: int.MaxValue).Processes.Where(_held.Add)];
                if (fresh.Count == 0)
                    break;
                fresh.ForEach(static process => Signals.Send(process, Signals.Stop));
            }
        }
    }

    public void Dispose()
    {
        foreach (var process in _held)
            Signals.Send(process, Signals.Continue);
        _held.Clear();
    }
}
