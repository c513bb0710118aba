namespace Learning.Web.Features.Markings.Signals;

/// <summary>The largest paste of a task. <c>Own</c>: From the candidate's own earlier text.</summary>
public sealed record PasteSignal(int Position, int Lines, int Characters, bool Own);

/// <summary>How like a task's hand-in is to others. <c>Usual</c>: null where there is nothing to compare.</summary>
public sealed record LikeSignal(int Position, string Title, NearestOther? Nearest, KnownAnswer? Known, UsualRange? Usual)
{
    /// <summary>Further out than what is usual.</summary>
    public bool Unusual => Usual is { } usual && (Nearest?.Alike > usual.High || Known is { Elsewhere: true, Alike: > 0.5 });
}

/// <summary>What a person may want to look into. Each stands alone: they are never added up to a score, and nothing decides by them.</summary>
public sealed record SignalSet(PasteSignal? Paste, int Away, double AwayMinutes, int Seats, IReadOnlyList<LikeSignal> Likeness)
{
    public const int LongPaste = 5;
    public const double LongAway = 2;

    /// <summary>How many there are to look at.</summary>
    public int Count => (Paste is { Own: false, Lines: >= LongPaste } ? 1 : 0) + (AwayMinutes >= LongAway ? 1 : 0) + Likeness.Count(each => each.Unusual);
}
