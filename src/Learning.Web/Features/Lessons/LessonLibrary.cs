using Learning.Web.Hosting;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using YamlDotNet.Core;

namespace Learning.Web.Features.Lessons;

/// <summary>Tracks and lessons, read once at start. What does not load is left out and named in <see cref="Problems"/>.</summary>
internal sealed class LessonLibrary
{
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().DisableHtml().Build();
    private readonly Dictionary<string, Lesson> lessons = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    public IReadOnlyList<Track> Tracks { get; private set; } = [];
    public IReadOnlyList<string> Problems => problems;

    public Lesson? Find(string track, string slug) => lessons.GetValueOrDefault($"{track}/{slug}");

    public Track? Find(string track) => Tracks.FirstOrDefault(each => each.Slug == track);

    public static LessonLibrary Load(string root)
    {
        var library = new LessonLibrary();
        library.Tracks = [.. Directory.EnumerateDirectories(root).Select(library.ReadTrack).OfType<Track>().OrderBy(track => track.Order)];
        return library;
    }

    private Track? ReadTrack(string folder)
    {
        var slug = Path.GetFileName(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.md"))
        {
            if (Try(file, () => ReadLesson(slug, file)) is { } lesson)
                lessons[lesson.Key] = lesson;
        }

        var manifest = Path.Combine(folder, "track.yaml");
        return Try(manifest, () => LessonYaml.Read<Track>(File.ReadAllText(manifest)) with { Slug = slug });
    }

    private T? Try<T>(string file, Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is YamlException or IOException or FormatException)
        {
            problems.Add($"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}: {error.Message}");
            return null;
        }
    }

    private static Lesson ReadLesson(string track, string file)
    {
        var text = File.ReadAllText(file);
        var end = text.IndexOf("\n---", 3, StringComparison.Ordinal);
        if (!text.StartsWith("---", StringComparison.Ordinal) || end < 0)
            throw new FormatException("There is no front matter between two lines of ---.");
        var document = Markdig.Markdown.Parse(text[(end + 4)..], Markdown);
        var headings = document.Descendants<HeadingBlock>().Where(heading => heading.Level == 2)
            .Select(heading => new Heading(heading.GetAttributes().Id ?? "", MarkdownText.Of(heading), MarkdownText.Below(document, heading)));
        return LessonYaml.Read<Lesson>(text[3..end]) with
        {
            Slug = Path.GetFileNameWithoutExtension(file),
            Track = track,
            // Long lines scroll within their block, by keyboard too.
            Html = document.ToHtml(Markdown).Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal),
            Headings = [.. headings],
        };
    }
}

internal static partial class LessonRegistration
{
    public static void AddLessons(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider =>
        {
            var root = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
            var folder = ContentFolder.Find(configuration["Content:Lessons"], "content", root, AppContext.BaseDirectory);
            var library = folder is null ? new LessonLibrary() : LessonLibrary.Load(folder);
            var logger = provider.GetRequiredService<ILogger<LessonLibrary>>();
            foreach (var problem in library.Problems)
                Broken(logger, problem);
            return library;
        });
        services.AddScoped<LearningDesk>();
    }

    [LoggerMessage(LogLevel.Warning, "Lesson left out: {Problem}")]
    private static partial void Broken(ILogger logger, string problem);
}
