using Learning.Web.Data;

namespace Learning.Web.Features.Markings.Scoring;

/// <summary>A row of the rubric. <c>Levels</c>: What 0 to 4 stand for.</summary>
public sealed record RubricLine(string Key, string Title, IReadOnlyList<string> Levels);

/// <summary>What a marker gives a row. <c>Score</c>: 0 to 4; null while open.</summary>
public sealed record RowScore(int? Score, string Note = "");

/// <summary>The marking of whoever looks. <c>Version</c>: Which one their page shows; a later one elsewhere refuses the next write.</summary>
public sealed record OwnMarking(int Version, IReadOnlyDictionary<string, RowScore> Scores, DateTimeOffset? SignedAt);

/// <summary>A signed marking, once all that are needed are signed.</summary>
public sealed record SignedMarking(int Number, string Name, IReadOnlyDictionary<string, RowScore> Scores);

/// <summary>What markers settled on.</summary>
public sealed record TalkedRow(string Key, int Score, string Note, string By, DateTimeOffset At);

/// <summary>A decision as it stands in the record, newest first.</summary>
public sealed record DecisionView(Guid Id, HiringOutcome Outcome, string By, string Reasons, DateTimeOffset At)
{
    public string Word => Outcome switch { HiringOutcome.Invite => "Invite", HiringOutcome.TalkFirst => "Talk first", _ => "Decline" };
}

/// <summary>The people's side of a report, as one marker may see it; immutable, read again after every act.</summary>
public sealed record MarkingView
{
    public required Guid Sitting { get; init; }
    public required IReadOnlyList<RubricLine> Rubric { get; init; }
    /// <summary>Null while this person has not begun.</summary>
    public OwnMarking? Mine { get; init; }
    public required int Needed { get; init; }
    public required int SignedCount { get; init; }
    /// <summary>Markings of others, begun or signed: how many, and nothing more.</summary>
    public required int Others { get; init; }
    public required bool Complete { get; init; }
    /// <summary>Empty before it is complete.</summary>
    public IReadOnlyList<SignedMarking> Both { get; init; } = [];
    public IReadOnlyList<TalkedRow> Talks { get; init; } = [];
    public required bool HandedIn { get; init; }
    /// <summary>Tasks that wait for their grade.</summary>
    public required int Ungraded { get; init; }
    public required bool MayDecide { get; init; }
    public IReadOnlyList<DecisionView> Decisions { get; init; } = [];

    public IReadOnlyList<RubricLine> Apart => [.. Rubric.Where(row => Spread(row.Key) >= MarkingRules.Apart)];
    public IReadOnlyList<RubricLine> Untalked => [.. Apart.Where(row => Talks.All(talk => talk.Key != row.Key))];
    /// <summary>This person may write their marking.</summary>
    public bool MayMark => HandedIn && Decisions.Count == 0 && Mine?.SignedAt is null && (Mine is not null || (!Complete && Others < Needed));

    public int Spread(string key)
    {
        int[] given = [.. Both.Select(marking => marking.Scores.GetValueOrDefault(key)?.Score).OfType<int>()];
        return given.Length < 2 ? 0 : given.Max() - given.Min();
    }

    /// <summary>The score that a row comes to: as talked over, else the middle of those given.</summary>
    public double? Settled(string key) => Talks.FirstOrDefault(talk => talk.Key == key) is { } talk ? talk.Score
        : Both.Select(marking => marking.Scores.GetValueOrDefault(key)?.Score).OfType<int>().Select(score => (double?)score).DefaultIfEmpty(null).Average();
}
