using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>The bytes of one session in the order in which they passed: C from the client, S from the server's side.</summary>
internal sealed record Tape(IReadOnlyList<(char From, byte[] Bytes)> Lines)
{
    public static Tape Load(string name) => At(Path.Combine(AppContext.BaseDirectory, "Wire", "Recordings", name + ".hex"));

    public static Tape At(string path) => new([.. File.ReadLines(path)
        .Where(line => line.Length > 2 && line[0] is 'C' or 'S').Select(line => (line[0], Convert.FromHexString(line[2..])))]);

    public void Save(string path) => File.WriteAllLines(path, Lines.Select(line => $"{line.From} {Convert.ToHexStringLower(line.Bytes)}"));

    /// <summary>Through the state machine, a millisecond for every line. Bytes may come in as small pieces as one likes.</summary>
    public WireRecord Replay(int pieceBytes = int.MaxValue)
    {
        using var replay = new Replay();
        foreach (var (from, bytes) in Lines)
            replay.Feed(from, bytes, pieceBytes);
        return replay.End();
    }
}
