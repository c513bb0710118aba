using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Learning.Grading.Exercises;

/// <summary>
/// Files of one content folder. What is missing or cannot be read becomes a problem with file and key. With an <paramref name="overlay"/>, a folder
/// below it whose files stand for those of the same name or come to them.
/// </summary>
internal sealed partial class FolderReader(string path, string? overlay = null)
{
    public string Slug { get; } = Path.GetFileName(path);
    public List<ExerciseProblem> Problems { get; } = [];

    /// <summary>Conventions that all manifests share.</summary>
    public static DeserializerBuilder Conventions() => new DeserializerBuilder()
        .WithNamingConvention(HyphenatedNamingConvention.Instance)
        .WithEnforceRequiredMembers()
        .WithEnforceNullability()
        .WithDuplicateKeyChecking()
        .WithCaseInsensitivePropertyMatching();

    public void Add(string file, string key, string message) => Problems.Add(new(Slug, overlay is null ? file : $"{overlay}/{file}", key, message));

    public string Required(string name)
    {
        if (Optional(name) is { Length: > 0 } text)
            return text;
        Add(name, "(file)", "The file is missing or empty.");
        return "";
    }

    public string? Optional(string name) => Roots.Select(root => Path.Combine(root, name)).FirstOrDefault(File.Exists) is { } file ? Text(file) : null;

    public IEnumerable<string> Files(string folder, string pattern) => Roots.Select(root => Path.Combine(root, folder)).Where(Directory.Exists)
        .SelectMany(found => Directory.EnumerateFiles(found, pattern)).DistinctBy(Path.GetFileName, StringComparer.Ordinal).OrderBy(Path.GetFileName, StringComparer.Ordinal);

    private string[] Roots => overlay is null ? [path] : [Path.Combine(path, overlay), path];

    public static string Text(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    /// <summary>A file's YAML, or null and a problem. <paramref name="explain"/>: A better key and sentence for an error than the parser's own.</summary>
    public T? Yaml<T>(IDeserializer yaml, string file, Func<string, YamlException, (string Key, string Message)?>? explain = null) where T : class
    {
        var text = Required(file);
        if (text.Length == 0)
            return null;
        try
        {
            return yaml.Deserialize<T>(text);
        }
        catch (YamlException error)
        {
            var message = error.InnerException?.Message ?? error.Message;
            if (explain?.Invoke(text, error) is { } better)
            {
                Add(file, better.Key, better.Message);
                return null;
            }
            var key = QuotedName().Match(message) is { Success: true } name ? name.Groups["name"].Value : $"line {error.Start.Line}, column {error.Start.Column}";
            Add(file, key, $"Line {error.Start.Line}: {message}");
            return null;
        }
    }

    /// <summary>First 16 hex digits of a SHA-256 over every file.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(path, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    [GeneratedRegex(@"[Pp]roperty '(?<name>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedName();
}
