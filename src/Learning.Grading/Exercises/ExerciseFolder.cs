using System.Text.RegularExpressions;
using Learning.Grading.Checks;
using Learning.Grading.Reports;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Learning.Grading.Exercises;

/// <summary>Reads one exercise folder, with the files of a planted second cause over it if need be. Every problem is collected, with file and key, before anything is refused.</summary>
internal sealed partial class ExerciseFolder(string path, string? overlay = null)
{
    private static readonly IDeserializer Yaml = FolderReader.Conventions()
        .WithTypeDiscriminatingNodeDeserializer(options => options.AddKeyValueTypeDiscriminator<Check>("kind", CheckKinds.ByName))
        .Build();

    private readonly FolderReader _files = new(path, overlay);

    public WrittenExercise? Load(out IReadOnlyList<ExerciseProblem> problems)
    {
        problems = _files.Problems;
        var manifest = _files.Yaml<Manifest>(Yaml, "exercise.yaml", UnknownCheck);
        if (manifest is null)
            return null;

        _files.Problems.AddRange(ManifestRules.Broken(_files.Slug, manifest));
        var extension = manifest.Language == ExerciseLanguage.CSharp ? "cs" : "sql";
        var brief = _files.Required("brief.md");
        var schema = _files.Required("schema.sql");
        var seed = _files.Required("seed.sql");
        var starter = _files.Required($"starter.{extension}");
        var reference = _files.Required($"reference.{extension}");
        var attempts = _files.Files("attempts", $"*.{extension}").Select(ReadAttempt).OfType<DeclaredAttempt>().ToList();
        foreach (var (set, name) in manifest.Data.SelectMany(set => Placeholders.Unknown(seed, set.Parameters).Select(name => (set.Name, name))))
            _files.Add("seed.sql", name, $"The seed uses {{{{{name}}}}}, and data set {set} has no such parameter.");
        if (_files.Problems.Count > 0)
            return null;

        return new(manifest, new Exercise
        {
            Slug = _files.Slug,
            Title = manifest.Title,
            Summary = manifest.Summary,
            Track = manifest.Track,
            Level = manifest.Level,
            Minutes = manifest.Minutes,
            Language = manifest.Language,
            Concepts = manifest.Concepts,
            Lessons = manifest.Lessons,
            Brief = brief,
            Think = _files.Optional("think.md"),
            Hints = Sections(_files.Optional("hints.md") ?? ""),
            Starter = new(manifest.File, starter),
            StarterVerdict = manifest.StarterVerdict,
            Reference = new(manifest.File, reference),
            Model = [.. _files.Files("model", "*.cs").Select(file => new SourceFile(Path.GetFileName(file), FolderReader.Text(file))),
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
            Revision = _files.Hash(),
            Varies = manifest.Variants is not null,
        });
    }

    private static (string Key, string Message)? UnknownCheck(string text, YamlException error)
    {
        if (!(error.InnerException?.Message ?? error.Message).Contains(typeof(Check).FullName!, StringComparison.Ordinal))
            return null;
        var line = text.Split('\n')[(int)Math.Clamp(error.Start.Line - 1, 0, text.Count(letter => letter == '\n'))].Trim();
        return ("stages.checks.kind", $"Line {error.Start.Line}: no such check in '{line}'. Known kinds: {string.Join(", ", CheckKinds.ByName.Keys)}.");
    }

    private DeclaredAttempt? ReadAttempt(string file)
    {
        var text = FolderReader.Text(file);
        var declared = Declaration().Match(text);
        if (declared.Success && Enum.TryParse<Verdict>(declared.Groups["verdict"].Value, out var verdict))
            return new(Path.GetFileNameWithoutExtension(file), text, verdict, declared.Groups["stage"] is { Success: true } stage ? stage.Value.Trim() : null);

        _files.Add($"attempts/{Path.GetFileName(file)}", "verdict", "The first line must be a comment such as 'verdict: OverBudget at Frugal'.");
        return null;
    }

    private static List<string> Sections(string markdown) =>
        [.. markdown.Split("\n## ", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim().TrimStart('#').Trim()).Where(part => part.Length > 0)];

    [GeneratedRegex(@"\A(?://|--) verdict: (?<verdict>\w+)(?: at (?<stage>[^\n]+))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
