namespace Learning.Web.Components.Charts;

/// <summary>What connections wait for: a letter for their slots and words for the key. <c>Tone</c>: io, other, cpu, lock or idle; each has its own look.</summary>
public sealed record PoolWait(string Event, char Letter, string Words, string Tone, int Count);

/// <summary>A pool's connections as slots: those in use by what they wait for, then the free ones.</summary>
internal sealed class PoolSlotsDrawing
{
    public const string Unseen = "between statements";

    /// <summary>In the order of the slots.</summary>
    public IReadOnlyList<PoolWait> Waits { get; }
    /// <summary>Null is free.</summary>
    public IReadOnlyList<PoolWait?> Slots { get; }

    /// <summary><paramref name="waits"/>: event and sessions, as the server was seen a moment before or after the pool; the two need not agree to the last one.</summary>
    public PoolSlotsDrawing(int size, int inUse, IReadOnlyList<(string Event, int Sessions)> waits)
    {
        List<PoolWait> known = [];
        var left = Math.Clamp(inUse, 0, Math.Max(size, 0));
        foreach (var (name, sessions) in waits.Where(wait => wait.Sessions > 0))
        {
            var count = Math.Min(left, sessions);
            if (count == 0)
                break;
            var (words, tone) = Said(name);
            known.Add(new(name, Letter(name, known), words, tone, count));
            left -= count;
        }
        if (left > 0)
            known.Add(new(Unseen, '·', Unseen, "idle", left));
        Waits = known;
        List<PoolWait?> slots = [.. known.SelectMany(wait => Enumerable.Repeat(wait, wait.Count))];
        while (slots.Count < size)
            slots.Add(null);
        Slots = slots;
    }

    private static (string Words, string Tone) Said(string name) => name switch
    {
        "CPU" => ("CPU", "cpu"),
        "IO/DataFileRead" => ("reading a page", "io"),
        "IO/AioIoCompletion" => ("another's read", "other"),
        "IO/WALSync" or "IO/WalSync" => ("flushing the log", "io"),
        "IO/WALWrite" or "IO/WalWrite" => ("writing the log", "io"),
        "IO/DataFileExtend" => ("growing a file", "io"),
        "Client/ClientRead" => ("the application", "idle"),
        "Client/ClientWrite" => ("sending rows", "idle"),
        "Timeout/PgSleep" => ("sleeping", "idle"),
        _ when name.StartsWith("Lock/", StringComparison.Ordinal) => ($"lock: {name[5..]}", "lock"),
        _ when name.StartsWith("LWLock/", StringComparison.Ordinal) => ($"lightweight lock {name[7..]}", "other"),
        _ when name.StartsWith("IO/", StringComparison.Ordinal) => (name[3..], "io"),
        _ when name.StartsWith("idle", StringComparison.Ordinal) => (name, "idle"),
        _ => (name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..], "other"),
    };

    /// <summary>The usual one, or the next of the name that no other has.</summary>
    private static char Letter(string name, List<PoolWait> taken)
    {
        var usual = name switch
        {
            "CPU" => "C",
            "IO/DataFileRead" => "R",
            "IO/AioIoCompletion" => "A",
            "Client/ClientRead" => "N",
            _ when name.StartsWith("idle in transaction", StringComparison.Ordinal) => "T",
            _ when name.StartsWith("Lock/", StringComparison.Ordinal) => "L",
            _ => "",
        };
        return (usual + name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..].ToUpperInvariant() + "XYZ").Where(char.IsAsciiLetterUpper).FirstOrDefault(letter => taken.TrueForAll(wait => wait.Letter != letter), '?');
    }
}
