using Learning.Grading.Exercises;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Learning.Grading.Incidents.Folders;

/// <summary>Reads one incident folder. Every problem is collected, with file and key, before anything is refused.</summary>
internal sealed class IncidentFolder(string path)
{
    private const string ManifestFile = "incident.yaml";

    private static readonly IDeserializer Yaml = FolderReader.Conventions()
        .WithEnumNamingConvention(HyphenatedNamingConvention.Instance)
        .WithTypeMapping<IReadOnlyList<string>, List<string>>()
        .WithTypeMapping<IReadOnlyList<Draw>, List<Draw>>()
        .WithTypeMapping<IReadOnlyDictionary<string, double>, Dictionary<string, double>>()
        .WithTypeMapping<IReadOnlyDictionary<string, string>, Dictionary<string, string>>()
        .Build();

    private readonly FolderReader _files = new(path);

    public static bool Is(string folder) => File.Exists(Path.Combine(folder, ManifestFile));

    public Incident? Load(out IReadOnlyList<ExerciseProblem> problems)
    {
        problems = _files.Problems;
        var manifest = _files.Yaml<IncidentManifest>(Yaml, ManifestFile);
        if (manifest is null)
            return null;

        var incident = new Incident
        {
            Slug = _files.Slug,
            Title = manifest.Title,
            Summary = manifest.Summary,
            Level = manifest.Level,
            Minutes = manifest.Minutes,
            Concepts = manifest.Concepts,
            Lessons = manifest.Lessons,
            Names = manifest.Names.ToDictionary(name => name.Key, name => (IReadOnlyList<string>)name.Value, StringComparer.Ordinal),
            Stages = [.. manifest.Stages.Select((stage, index) => Stage(stage, index))],
            World = World(manifest.World),
            Workload = Workload(manifest.Workload),
            Events = [.. manifest.Events.OrderBy(happens => happens.AfterFull).ThenBy(happens => happens.At)],
            Levers = manifest.Levers,
            Deployment = new()
            {
                Log = [.. manifest.Deployment.Select(entry => new DeploymentEntry(entry.Minutes, entry.Who, entry.Text))],
                Files = [.. _files.Files("deployment", "*.diff").Select(file => Deployed(FolderReader.Text(file)))],
            },
            Fix = Fix(manifest.Fix),
            Expert = [.. (_files.Yaml<List<ManifestExpertStep>>(Yaml, "expert.yaml") ?? []).Select(step => new ExpertStep(step.Minute, step.Title, step.Why))],
            Players = [.. _files.Files("players", "*.yaml").Select(Player).OfType<ScriptedPlayer>()],
            Revision = _files.Hash(),
        };
        foreach (var (file, key, message) in IncidentRules.Broken(incident))
            _files.Add(file, key, message);
        return _files.Problems.Count > 0 ? null : incident;
    }

    private IncidentStage Stage(ManifestIncidentStage stage, int index)
    {
        var found = _files.Files("stages", $"{index}-*.md").ToList();
        var name = found.Count == 1 ? $"stages/{Path.GetFileName(found[0])}" : $"stages/{index}-{stage.Kind}.md";
        var text = StageText.Of(_files.Required(name));
        foreach (var heading in text.Unknown)
            _files.Add(name, heading, "A stage's sections are '## Think first', '## What is known now' and '## Hint, 2 points'.");
        return new()
        {
            Kind = stage.Kind,
            Title = stage.Title,
            SoftMinutes = stage.SoftMinutes,
            Brief = text.Brief,
            Think = text.Think,
            Reveal = text.Reveal,
            Findings = stage.Findings,
            Hints = text.Hints,
        };
    }

    private IncidentWorld World(ManifestWorld world) => new()
    {
        PostgresVersion = world.Postgres,
        Roles = world.Roles,
        Settings = world.Settings,
        Steps = [.. world.Steps.Select(step => new WorldStep(step.Title, _files.Required(step.File), step.AsSupervisor))],
        Editions = world.Editions,
        Personalise = world.Personalise,
    };

    private static IncidentWorkload Workload(ManifestWorkload workload) => new()
    {
        Users = workload.Users,
        ThinkSeconds = workload.ThinkSeconds,
        Pool = workload.Pool,
        PoolLimit = workload.PoolLimit,
        BaselineSeconds = workload.BaselineSeconds,
        WarmUpSeconds = workload.WarmUpSeconds,
        Role = workload.Role,
        Objective = new(workload.Objective.WithinMs, workload.Objective.Target),
        Classes = workload.Classes,
    };

    private static FixRules Fix(ManifestFix fix) => new()
    {
        Factor = fix.Factor,
        FloorMs = fix.FloorMs,
        HoldSeconds = fix.HoldSeconds,
        HealthPoints = fix.HealthPoints,
        Checksums = fix.Checksums,
        Lasting = [.. fix.Lasting.Select(check => new LastingCheck(check.Id, check.Label, check.Sql, check.Points, check.Because, check.When))],
    };

    /// <summary>The path is in the diff, as git writes it: "+++ b/path".</summary>
    private static DeploymentFile Deployed(string diff)
    {
        var line = diff.Split('\n').FirstOrDefault(line => line.StartsWith("+++ ", StringComparison.Ordinal)) ?? "";
        return new(line.Replace("+++ b/", "", StringComparison.Ordinal).Trim(), diff);
    }

    private ScriptedPlayer? Player(string file)
    {
        var name = $"players/{Path.GetFileName(file)}";
        if (_files.Yaml<ManifestPlayer>(Yaml, name) is not { } player)
            return null;
        if (new[] { player.Expect.Detect, player.Expect.Fix, player.Expect.Trap }.Any(bounds => bounds.Count != 2 || bounds[0] > bounds[1]))
        {
            _files.Add(name, "expect", "Each of detect, fix and trap is [from, to].");
            return null;
        }
        var (detect, fix, trap) = (player.Expect.Detect, player.Expect.Fix, player.Expect.Trap);
        return new() { Name = player.Name, Description = player.Description, Steps = player.Steps, Expect = new(detect[0], detect[1], fix[0], fix[1], trap[0], trap[1]) };
    }
}
