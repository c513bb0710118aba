using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Learning.Web.Features.Lessons;

/// <summary>A step of a track: either a lesson of its folder, or an exercise.</summary>
public sealed record TrackItem
{
    public string? Lesson { get; init; }
    public string? Exercise { get; init; }
}

/// <summary>content/&lt;track&gt;/track.yaml.</summary>
public sealed record Track
{
    public string Slug { get; init; } = "";
    public string Title { get; init; } = "";
    public int Order { get; init; }
    public string Summary { get; init; } = "";
    public IList<TrackItem> Items { get; init; } = [];
}

/// <summary>A heading of a lesson, for its table of contents. <c>Said</c>: the words below it, for the search.</summary>
internal sealed record Heading(string Id, string Text, string Said = "");

/// <summary>content/&lt;track&gt;/&lt;lesson&gt;.md, rendered.</summary>
internal sealed record Lesson
{
    public string Slug { get; init; } = "";
    public string Title { get; init; } = "";
    public string Track { get; init; } = "";
    public string Level { get; init; } = "";
    public int Minutes { get; init; }
    public IList<string> Concepts { get; init; } = [];
    public IList<string> Prerequisites { get; init; } = [];
    public IList<string> Sources { get; init; } = [];
    public string Html { get; init; } = "";
    public IReadOnlyList<Heading> Headings { get; init; } = [];

    public string Key => $"{Track}/{Slug}";
}

internal static class LessonYaml
{
    private static readonly IDeserializer Reader =
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    public static T Read<T>(string text) => Reader.Deserialize<T>(text);
}
