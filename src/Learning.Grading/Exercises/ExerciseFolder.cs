using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Learning.Grading.Checks;
using Learning.Grading.Reports;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Learning.Grading.Exercises;

/// <summary>Reads one exercise folder. Every problem is collected, with file and key, before anything is refused.</summary>
internal sealed partial class ExerciseFolder(string path)
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(HyphenatedNamingConvention.Instance)
        .WithEnforceRequiredMembers()
        .WithEnforceNullability()
        .WithDuplicateKeyChecking()
        .WithCaseInsensitivePropertyMatching()
        .WithTypeDiscriminatingNodeDeserializer(options => options.AddKeyValueTypeDiscriminator<Check>("kind", CheckKinds.ByName))
        .Build();

    private readonly List<ExerciseProblem> _problems = [];
    private readonly string _slug = Path.GetFileName(path);

    public Exercise? Load(out IReadOnlyList<ExerciseProblem> problems)
    {
        problems = _problems;
        var manifest = ReadManifest();
        if (manifest is null)
            return null;

        _problems.AddRange(ManifestRules.Broken(_slug, manifest));
        var extension = manifest.Language == ExerciseLanguage.CSharp ? "cs" : "sql";
        var brief = Required("brief.md");
        var schema = Required("schema.sql");
        var seed = Required("seed.sql");
        var starter = Required($"starter.{extension}");
        var reference = Required($"reference.{extension}");
        var attempts = Files("attempts", $"*.{extension}").Select(ReadAttempt).OfType<DeclaredAttempt>().ToList();
        if (_problems.Count > 0)
            return null;

        return new Exercise
        {
            Slug = _slug,
            Title = manifest.Title,
            Summary = manifest.Summary,
            Track = manifest.Track,
            Level = manifest.Level,
            Minutes = manifest.Minutes,
            Language = manifest.Language,
            Concepts = manifest.Concepts,
            Lessons = manifest.Lessons,
            Brief = brief,
            Think = Optional("think.md"),
            Hints = Sections(Optional("hints.md") ?? ""),
            Starter = new(manifest.File, starter),
            StarterVerdict = manifest.StarterVerdict,
            Reference = new(manifest.File, reference),
            Model = [.. Files("model", "*.cs").Select(file => new SourceFile(Path.GetFileName(file), Text(file))),
                .. manifest.Language == ExerciseLanguage.Sql ? [new SourceFile("schema.sql", schema)] : Array.Empty<SourceFile>()],
            Attempts = attempts,
            PostgresVersion = manifest.Postgres,
            Entry = manifest.Entry,
            Ddl = manifest.Ddl,
            Order = new() { Kind = manifest.Answer.Order, By = manifest.Answer.By },
            Data = ManifestRules.DataPlan(manifest, schema, seed),
            Stages = [.. manifest.Stages.Select(stage => new Stage(stage.Name, stage.Checks))],
            Limits = new()
            {
                RoundTripMs = manifest.Limits.RoundTripMs,
                TimeSeconds = manifest.Limits.TimeSeconds,
                MemoryMb = manifest.Limits.MemoryMb,
                OutputKb = manifest.Limits.OutputKb,
            },
            Revision = Hash(),
        };
    }

    private Manifest? ReadManifest()
    {
        var text = Required("exercise.yaml");
        if (text.Length == 0)
            return null;
        try
        {
            return Yaml.Deserialize<Manifest>(text);
        }
        catch (YamlException error)
        {
            var message = error.InnerException?.Message ?? error.Message;
            if (message.Contains(typeof(Check).FullName!, StringComparison.Ordinal))
            {
                var line = text.Split('\n')[(int)Math.Clamp(error.Start.Line - 1, 0, text.Count(letter => letter == '\n'))].Trim();
                _problems.Add(new(_slug, "exercise.yaml", "stages.checks.kind", $"Line {error.Start.Line}: no such check in '{line}'. Known kinds: {string.Join(", ", CheckKinds.ByName.Keys)}."));
                return null;
            }
            var key = QuotedName().Match(message) is { Success: true } name ? name.Groups["name"].Value : $"line {error.Start.Line}, column {error.Start.Column}";
            _problems.Add(new(_slug, "exercise.yaml", key, $"Line {error.Start.Line}: {message}"));
            return null;
        }
    }

    private DeclaredAttempt? ReadAttempt(string file)
    {
        var text = Text(file);
        var declared = Declaration().Match(text);
        if (declared.Success && Enum.TryParse<Verdict>(declared.Groups["verdict"].Value, out var verdict))
            return new(Path.GetFileNameWithoutExtension(file), text, verdict, declared.Groups["stage"] is { Success: true } stage ? stage.Value.Trim() : null);

        _problems.Add(new(_slug, $"attempts/{Path.GetFileName(file)}", "verdict", "The first line must be a comment such as 'verdict: OverBudget at Frugal'."));
        return null;
    }

    private string Required(string name)
    {
        if (Optional(name) is { Length: > 0 } text)
            return text;
        _problems.Add(new(_slug, name, "(file)", "The file is missing or empty."));
        return "";
    }

    private string? Optional(string name) => File.Exists(Path.Combine(path, name)) ? Text(Path.Combine(path, name)) : null;

    private IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(Path.Combine(path, folder)) ? Directory.EnumerateFiles(Path.Combine(path, folder), pattern).Order(StringComparer.Ordinal) : [];

    private static string Text(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    private static List<string> Sections(string markdown) =>
        [.. markdown.Split("\n## ", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim().TrimStart('#').Trim()).Where(part => part.Length > 0)];

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(path, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    [GeneratedRegex(@"\A(?://|--) verdict: (?<verdict>\w+)(?: at (?<stage>[^\n]+))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"[Pp]roperty '(?<name>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedName();
}
