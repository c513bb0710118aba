using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Web.Features.Lessons;

namespace Learning.Web.Features.Search;

/// <summary>Something that can be found. <c>Words</c>: what it is also found by, less than by its title.</summary>
internal sealed record SearchEntry(string Group, string Title, string Detail, string Href, string Words)
{
    public IReadOnlyList<string> TitleWords { get; } = SearchText.Words(Title);
    public IReadOnlyList<string> OtherWords { get; } = SearchText.Words($"{Detail} {Words}");
}

/// <summary>Lessons with their headings, exercises, incidents and known words: the same for everybody, in memory.</summary>
internal sealed class SearchIndex(LessonLibrary lessons, ExerciseLibrary exercises, IncidentLibrary incidents)
{
    public const string Lessons = "Lessons", Exercises = "Exercises", Incidents = "Incidents", Sections = "In lessons", Words = "Verdicts and codes", Mine = "Your submissions", Pages = "Pages";

    /// <summary>In the order in which groups are shown.</summary>
    public static readonly IReadOnlyList<string> Groups = [Exercises, Lessons, Incidents, Sections, Words, Mine, Pages];

    private readonly Lazy<IReadOnlyList<SearchEntry>> entries = new(() => [.. Read(lessons, exercises, incidents)]);

    public IReadOnlyList<SearchEntry> Entries => entries.Value;

    private static IEnumerable<SearchEntry> Read(LessonLibrary lessons, ExerciseLibrary exercises, IncidentLibrary incidents)
    {
        foreach (var track in lessons.Tracks)
        {
            yield return new(Lessons, track.Title, "Track", $"/learn/{track.Slug}", track.Summary);
            foreach (var lesson in track.Items.Select(item => item.Lesson is { } slug ? lessons.Find(track.Slug, slug) : null).OfType<Lesson>())
            {
                yield return new(Lessons, lesson.Title, $"{track.Title} · {lesson.Minutes} min", $"/learn/{lesson.Key}", string.Join(' ', lesson.Concepts));
                foreach (var heading in lesson.Headings)
                    yield return new(Sections, heading.Text, lesson.Title, $"/learn/{lesson.Key}#{heading.Id}", heading.Said);
            }
        }
        foreach (var exercise in exercises.Exercises)
            yield return new(Exercises, exercise.Title, $"{(exercise.Language == ExerciseLanguage.Sql ? "SQL" : "C#")} · {exercise.Level} · {exercise.Minutes} min", $"/exercises/{exercise.Slug}", $"{exercise.Summary} {string.Join(' ', exercise.Concepts)}");
        foreach (var incident in incidents.Incidents)
            yield return new(Incidents, incident.Title, $"{incident.Level} · {incident.Minutes} min", $"/incidents/{incident.Slug}", $"{incident.Summary} {string.Join(' ', incident.Concepts)}");
        foreach (var word in SearchWords.Verdicts.Concat(SearchWords.SqlStates))
            yield return new(Words, word.Name, word.Meaning, $"/words#{word.Anchor}", "verdict SQLSTATE error code");
    }
}
