using Learning.Grading.Exercises;
using Learning.Grading.Reports;

namespace Learning.Web.Features.Markings.Signals;

/// <summary>Somebody's hand-in of a task.</summary>
internal sealed record HandInText(Guid Sitting, string Code, string Source);

/// <summary>What two hand-ins of a task usually have in common. <c>WithKnown</c>: Too few were handed in, so known right answers stand in.</summary>
public sealed record UsualRange(double Low, double High, int Pairs, bool WithKnown);

/// <summary>The other candidate whose hand-in is most like this one.</summary>
public sealed record NearestOther(Guid Sitting, string Code, double Alike);

/// <summary>The answer in our library that is most like the hand-in. <c>Elsewhere</c>: It belongs to another exercise.</summary>
public sealed record KnownAnswer(string Name, double Alike, bool Elsewhere);

/// <summary>How like a task's hand-ins are: a figure for a person to look into, beside what is usual, because short right answers converge.</summary>
internal sealed class Likeness
{
    /// <summary>Fewer pairs than this are filled up with known right answers; from this on, the middle 80 % count as usual.</summary>
    private const int EnoughPairs = 10;

    private readonly Exercise _exercise;
    private readonly ExerciseLibrary _library;
    private readonly HashSet<ulong> _starter;
    private readonly List<(HandInText Text, HashSet<ulong> Kept)> _handIns;
    private readonly Lazy<List<(Exercise Exercise, string Name, HashSet<ulong> Without, HashSet<ulong> Kept)>> _known;
    private readonly Lazy<UsualRange?> _usual;

    /// <summary><paramref name="keep"/>: may answer what is usual without finding it out again.</summary>
    public Likeness(Exercise exercise, ExerciseLibrary library, IEnumerable<HandInText> handIns, Func<Func<UsualRange?>, UsualRange?>? keep = null)
    {
        (_exercise, _library) = (exercise, library);
        _starter = [.. new Fingerprint(exercise.Language, exercise.Starter.Text).Grams];
        _handIns = [.. handIns.Select(text => (text, Kept(text.Source)))];
        _known = new(Prepare);
        _usual = new(() => keep is null ? UsualOf() : keep(UsualOf));
    }

    /// <summary>Null where there is nothing to compare.</summary>
    public UsualRange? Usual => _usual.Value;

    public NearestOther? Nearest(Guid sitting) => Mine(sitting) is { } mine
        ? _handIns.Where(each => each.Text.Sitting != sitting).Select(each => (each.Text, Alike: Fingerprint.Alike(mine.Kept, each.Kept))).Where(each => each.Alike is not null)
            .OrderByDescending(each => each.Alike).Select(each => new NearestOther(each.Text.Sitting, each.Text.Code, each.Alike!.Value)).FirstOrDefault()
        : null;

    /// <summary>Also of other exercises: who brings along an answer that they found is found.</summary>
    public KnownAnswer? Known(Guid sitting)
    {
        if (Mine(sitting) is not { } mine)
            return null;
        var print = new Fingerprint(_exercise.Language, mine.Text.Source);
        return _known.Value.Select(each => (each.Exercise, each.Name, Alike: Fingerprint.Alike(print.Winnow(each.Without), each.Kept))).Where(each => each.Alike is not null).OrderByDescending(each => each.Alike)
            .Select(each => new KnownAnswer(each.Exercise == _exercise ? each.Name : $"{each.Name} of {each.Exercise.Title}", each.Alike!.Value, each.Exercise != _exercise)).FirstOrDefault();
    }

    private (HandInText Text, HashSet<ulong> Kept)? Mine(Guid sitting) => _handIns.Exists(each => each.Text.Sitting == sitting) ? _handIns.Find(each => each.Text.Sitting == sitting) : null;

    private List<(Exercise Exercise, string Name, HashSet<ulong> Without, HashSet<ulong> Kept)> Prepare() =>
        [.. from other in _library.Exercises
            where other.Language == _exercise.Language
            let without = other == _exercise ? _starter : [.. _starter, .. new Fingerprint(other.Language, other.Starter.Text).Grams]
            from answer in Answers(other)
            select (other, answer.Name, without, new Fingerprint(other.Language, answer.Source).Winnow(without))];

    /// <summary>Of this exercise all right ones; of others the reference.</summary>
    private IEnumerable<(string Name, string Source)> Answers(Exercise exercise) => exercise != _exercise ? [("the reference", exercise.Reference.Text)]
        : exercise.Attempts.Where(attempt => attempt.Verdict == Verdict.Passed).Select(attempt => ($"a known right answer ({attempt.Name})", attempt.Source)).Prepend(("the reference", exercise.Reference.Text));

    private UsualRange? UsualOf()
    {
        var given = _handIns.ConvertAll(each => each.Kept);
        var figures = Pairs(given);
        var filled = figures.Count < EnoughPairs;
        if (filled)
            figures = Pairs([.. given, .. Answers(_exercise).Select(answer => Kept(answer.Source))]);
        figures.Sort();
        if (figures.Count == 0)
            return null;
        var (low, high) = figures.Count < EnoughPairs ? (figures[0], figures[^1]) : (figures[figures.Count / 10], figures[figures.Count - 1 - figures.Count / 10]);
        return new(low, high, figures.Count, filled);
    }

    private static List<double> Pairs(List<HashSet<ulong>> all) =>
        [.. from i in Enumerable.Range(0, all.Count) from j in Enumerable.Range(i + 1, all.Count - i - 1) let alike = Fingerprint.Alike(all[i], all[j]) where alike is not null select alike.Value];

    private HashSet<ulong> Kept(string source) => new Fingerprint(_exercise.Language, source).Winnow(_starter);
}
