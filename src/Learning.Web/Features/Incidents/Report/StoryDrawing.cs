using Learning.Grading.Incidents;
using Learning.Web.Components.Charts;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>Geometry of the lanes under the charts, on the charts' own axis of time. Pixels.</summary>
internal sealed class StoryDrawing
{
    public const double Lane = 26, Top = 4;

    public sealed record Block(double X, double Width, string Tone, string Title);
    public sealed record Arrow(double X, string Tone, double At, string Title);
    public sealed record Step(double X, int Number, string Title);

    public double Width { get; }
    public double Height { get; }
    public double Right { get; }
    public IReadOnlyList<TimeSeriesDrawing.Mark> Saw { get; }
    public IReadOnlyList<TimeSeriesDrawing.Mark> Did { get; }
    public IReadOnlyList<Block> Health { get; }
    public IReadOnlyList<Arrow> Effects { get; }
    public IReadOnlyList<Step> Expert { get; }

    private readonly double to;

    /// <param name="lanes">What to tell.</param>
    /// <param name="to">The axis' end, in seconds.</param>
    /// <param name="width">Of the drawing.</param>
    /// <param name="expert">Laid over it; empty: not.</param>
    public StoryDrawing(StoryLanes lanes, double to, double width, IReadOnlyList<(double At, ExpertStep Step)> expert)
    {
        this.to = to;
        (Width, Right) = (width, width - TimeSeriesDrawing.LabelRoom);
        Height = Top + Lane * (expert.Count > 0 ? 4 : 3) + 4;
        Saw = Marks(lanes.Told.Where(told => !told.Did));
        Did = Marks(lanes.Told.Where(told => told.Did));
        Health = [.. lanes.Health.Concat(lanes.Unscored).Select(stretch => new Block(X(stretch.From), Math.Max(1, X(stretch.To) - X(stretch.From)), stretch.Tone, $"{Words(stretch.Tone)}, {TimeAxis.Clock(stretch.From)}–{TimeAxis.Clock(stretch.To)}"))];
        Effects = [.. lanes.Told.Where(told => told.Effect is { Before: not null, After: not null }).Select(told => new Arrow(X(told.Action.At), told.Effect!.Tone, told.Action.At, $"{told.Action.Text}: P95 {told.Effect.Said}"))];
        Expert = [.. expert.Select((step, index) => new Step(X(step.At), index + 1, $"{step.Step.Title}, about {TimeAxis.Clock(step.At)}"))];
    }

    public double X(double at) => TimeSeriesDrawing.Left + (Right - TimeSeriesDrawing.Left) * Math.Clamp(at / Math.Max(to, 1e-9), 0, 1);

    /// <summary>The lane's middle.</summary>
    public static double Y(int lane) => Top + Lane * lane + Lane / 2;

    public static string Words(string tone) => tone switch
    {
        "well" => "every class well",
        "ill" => "a class too slow",
        "blocked" => "the application waited for you",
        _ => "the machine was busy with others (what you did counts, measurements do not)",
    };

    private IReadOnlyList<TimeSeriesDrawing.Mark> Marks(IEnumerable<Told> told) =>
        TimeMarks.Placed([.. told.Select(each => new TimeMark(each.Action.At, each.Mark, each.Action.Text, true))], X, TimeSeriesDrawing.Left, Right);
}
