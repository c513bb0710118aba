using System.Security.Cryptography;

namespace Learning.Hostile.Lab;

/// <summary>
/// Secrets of the host that nobody inside may read or change: files in the supervisor's reach, an environment variable, settings like an
/// application's. Their contents are made for this lab alone, so that one found anywhere was read there.
/// </summary>
internal sealed class Canaries : IDisposable
{
    public const string Variable = "LATENCY_LAB_CANARY";

    private readonly Dictionary<string, (string Path, string Content, DateTime Written)> _files = new(StringComparer.Ordinal);
    private readonly string _variable;

    public Canaries(string work)
    {
        _variable = NewSecret();
        var mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Plant("canary-work", Path.Combine(work, "canary.txt"), NewSecret());
        Plant("canary-tmp", Path.Combine(Path.GetTempPath(), $"latency-lab-canary-{mark}"), NewSecret());
        Plant("canary-home", Path.Combine(Directory.Exists(home) ? home : work, $".latency-lab-canary-{mark}"), NewSecret());
        Plant("canary-settings", Path.Combine(work, "appsettings.Production.json"), $$"""{ "ConnectionStrings": { "Learning": "Host=/nowhere;Password={{NewSecret()}}" } }""");
        Environment.SetEnvironmentVariable(Variable, _variable);
    }

    /// <summary>Where they are, for cases to try.</summary>
    public IReadOnlyDictionary<string, string> Paths => _files.ToDictionary(file => file.Key, file => file.Value.Path, StringComparer.Ordinal);

    /// <summary>What must appear in nothing that comes out; further secrets of the sandbox's own can be added.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>Which of the texts holds a secret; null when none does.</summary>
    public string? ReadIn(IEnumerable<string> texts) =>
        texts.FirstOrDefault(text => Secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal))) is { } found ? $"a secret of the host came out: {found[..Math.Min(found.Length, 200)]}" : null;

    /// <summary>What was done to them; null when they are as they were.</summary>
    public string? Touched()
    {
        foreach (var (name, (path, content, written)) in _files)
        {
            if (!File.Exists(path))
                return $"{name} is gone";
            if (File.ReadAllText(path) != content || File.GetLastWriteTimeUtc(path) != written)
                return $"{name} was changed";
        }
        return Environment.GetEnvironmentVariable(Variable) == _variable ? null : "the supervisor's environment was changed";
    }

    private void Plant(string name, string path, string content)
    {
        File.WriteAllText(path, content);
        // Readable for everybody: what keeps it from the jail must be the jail.
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        _files[name] = (path, content, File.GetLastWriteTimeUtc(path));
    }

    /// <summary>Begins as every canary does, so that code inside can look for the beginning anywhere, its own memory included.</summary>
    private string NewSecret()
    {
        var secret = "canary-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Secrets.Add(secret);
        return secret;
    }

    public void Dispose()
    {
        foreach (var (path, _, _) in _files.Values)
            File.Delete(path);
        Environment.SetEnvironmentVariable(Variable, null);
    }
}
