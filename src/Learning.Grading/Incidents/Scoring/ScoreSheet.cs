namespace Learning.Grading.Incidents.Scoring;

/// <summary>Lines of one dimension. Nothing is taken below 0, so that the lines always add up to the points.</summary>
internal sealed class ScoreSheet(ScoreDimension dimension)
{
    private readonly List<ScoreLine> _lines = [];

    public IReadOnlyList<ScoreLine> Lines => _lines;
    public int Points => _lines.Sum(line => line.Points);

    public void Give(int points, int of, string text, string because, IReadOnlyList<int>? actions = null, double? at = null) =>
        _lines.Add(new(dimension, points, of, text, because, actions ?? [], at));

    /// <summary>Taken as far as there is anything left; the line is there even when nothing is.</summary>
    public void Take(int points, string text, string because, IReadOnlyList<int>? actions = null, double? at = null) =>
        _lines.Add(new(dimension, -Math.Min(points, Points), 0, text, because, actions ?? [], at));
}
