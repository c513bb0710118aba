using Learning.Grading.Exercises;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Lessons;
using Learning.Web.Hosting;
using YamlDotNet.Core;

namespace Learning.Web.Features.Skills;

/// <summary>What somebody can do, in a sentence's words, and the concepts of the exercises that show it.</summary>
public sealed record Skill
{
    public string Title { get; init; } = "";
    public IList<string> Concepts { get; init; } = [];
    /// <summary>Shown by an incident that was healed.</summary>
    public bool Incidents { get; init; }
}

/// <summary>content/skills.yaml, read once. An exercise none of whose concepts is named there shows its first concept by its own name.</summary>
internal sealed partial class SkillCatalogue(IReadOnlyList<Skill> skills)
{
    public IReadOnlyList<Skill> Skills { get; } = skills;

    /// <summary>The skills that a passed exercise shows.</summary>
    public IEnumerable<string> Of(Exercise exercise)
    {
        var named = Skills.Where(skill => skill.Concepts.Any(concept => exercise.Concepts.Contains(concept, StringComparer.Ordinal))).Select(skill => skill.Title).ToList();
        return named.Count > 0 ? named : [.. exercise.Concepts.Take(1).Select(Wording.Title)];
    }

    public static SkillCatalogue Load(string? folder, ILogger logger)
    {
        var file = folder is null ? null : Path.Combine(folder, "skills.yaml");
        if (file is null || !File.Exists(file))
            return new([]);
        try
        {
            return new(LessonYaml.Read<List<Skill>>(File.ReadAllText(file)));
        }
        catch (YamlException error)
        {
            Broken(logger, error.Message);
            return new([]);
        }
    }

    [LoggerMessage(LogLevel.Warning, "skills.yaml left out: {Problem}")]
    private static partial void Broken(ILogger logger, string problem);
}

internal static class SkillRegistration
{
    public static void AddSkills(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(provider => SkillCatalogue.Load(
            ContentFolder.Find(configuration["Content:Lessons"], "content", provider.GetRequiredService<IHostEnvironment>().ContentRootPath, AppContext.BaseDirectory),
            provider.GetRequiredService<ILogger<SkillCatalogue>>()))
        .AddSingleton<SkillReader>();
}
