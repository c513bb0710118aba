using System.Text.Json;

namespace Learning.Hostile.Suite;

/// <summary>One JSON line for each case run, written as soon as it is over: repeats that are cut short go on where they were.</summary>
internal sealed class Journal(string path)
{
    private readonly Lock _gate = new();

    public IReadOnlyList<CaseResult> Read() => File.Exists(path)
        ? [.. File.ReadLines(path).Where(line => line.EndsWith('}')).Select(line => JsonSerializer.Deserialize<CaseResult>(line)!)]
        : [];

    public void Add(CaseResult result)
    {
        lock (_gate)
            File.AppendAllText(path, JsonSerializer.Serialize(result) + "\n");
    }
}
