using Learning.Grading.Reports;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Skills;

namespace Learning.Web.Features.Home;

/// <summary>What to do next, why, and what last happened there. <c>Why</c>: bold and code are marked up. <c>Report</c>: the last attempt, for its picture.</summary>
public sealed record NextStep(string Title, string Why, string Href, string Verb, string Meta)
{
    /// <summary>The evidence behind <see cref="Why"/>: its mark and where it opens.</summary>
    public (string Mark, string Href)? Evidence { get; init; }
    /// <summary>Something to read instead.</summary>
    public (string Text, string Href)? Other { get; init; }
    public GradeReport? Report { get; init; }
    public int? Attempt { get; init; }
}

/// <summary>One thing that happened. <c>Detail</c>: a sentence, or nothing.</summary>
public sealed record News(string Glyph, string Tone, string Title, string? Detail, string Href, DateTimeOffset At);

public sealed record HomeView
{
    /// <summary>Null when everything is done.</summary>
    public NextStep? Next { get; init; }
    /// <summary>Nothing was read or handed in yet.</summary>
    public required bool IsFirstVisit { get; init; }
    /// <summary>Our faults first, then mentors, then people.</summary>
    public required IReadOnlyList<News> Since { get; init; }
    public required IReadOnlyList<News> Lately { get; init; }
    public required IReadOnlyList<TrackView> Tracks { get; init; }
    public required IReadOnlyList<SkillView> Skills { get; init; }
}
