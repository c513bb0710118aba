using System.Globalization;
using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Web.Components.Charts;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>A record as lines, levels and marks for the charts, each with a sentence that says what it shows.</summary>
internal static class RoomSeries
{
    /// <summary>More lines than this become a chart more.</summary>
    public const int MostLines = 4;

    public static string Tone(int index) => $"c{index % MostLines + 1}";

    public static TimeFrame P95Frame(IncidentRecord record) => new(0, Math.Max(record.Elapsed, 60), RoomText.Ms, RoomText.MsTick, Logarithmic: true, Height: 250);

    public static TimeFrame RateFrame(IncidentRecord record, string unit = "") =>
        new(0, Math.Max(record.Elapsed, 60), value => ChartScale.Short(Math.Round(value)) + unit, ChartScale.Short);

    public static IReadOnlyList<TimeLine> P95(IReadOnlyList<RequestClass> classes, int first, IncidentRecord record) =>
        [.. classes.Select((shown, index) => new TimeLine(RoomText.Titled(shown.Name), Tone(first + index),
            [.. record.Samples.Select(sample => new TimePoint(sample.At, Of(sample, shown.Name)?.P95))]))];

    public static IReadOnlyList<TimeLine> Rate(IncidentRecord record) => [new("answered", "c1", [.. record.Samples.Select(sample => new TimePoint(sample.At, sample.All.Rate))], Filled: true)];

    public static IReadOnlyList<TimeLevel> Offered(IncidentSample now) => [new(now.Pool.Offered, $"offered {Say.Count(now.Pool.Offered)}/s", "ref")];

    public static IReadOnlyList<TimeLine> Reads(IncidentRecord record) => [new("reads", "c2", [.. record.Samples.Select((sample, index) => new TimePoint(sample.At, Mean(record.Samples, index)))])];

    /// <summary>Over 5 s, like the rate of answers: what one second read says little.</summary>
    private static double Mean(IReadOnlyList<IncidentSample> samples, int index)
    {
        var (sum, from) = (0.0, Math.Max(0, index - 4));
        for (var i = from; i <= index; i++)
            sum += samples[i].Io.Reads;
        return sum / (index - from + 1);
    }

    /// <summary>What the rate's table has beside the rate.</summary>
    public static IReadOnlyList<TimeLine> QueueAndErrors(IncidentRecord record) =>
    [
        new("waiting", "c3", [.. record.Samples.Select(sample => new TimePoint(sample.At, sample.Pool.Queue))]),
        new("errors", "c4", [.. record.Samples.Select(sample => new TimePoint(sample.At, sample.All.Errors))]),
    ];

    public static ClassSample? Of(IncidentSample sample, string name)
    {
        foreach (var measured in sample.Classes)
        {
            if (string.Equals(measured.Class, name, StringComparison.Ordinal))
                return measured;
        }
        return null;
    }

    /// <summary>One level where all classes share it, else the one of the class that is asked for most.</summary>
    public static IReadOnlyList<TimeLevel> Healthy(IReadOnlyList<RequestClass> classes, IncidentRecord record)
    {
        List<RequestClass> known = [.. classes.Where(shown => record.Healthy.ContainsKey(shown.Name))];
        if (known.Count == 0)
            return [];
        var most = known.MaxBy(shown => shown.Share)!;
        var same = known.TrueForAll(shown => Math.Abs(record.Healthy[shown.Name] - record.Healthy[most.Name]) < 0.5);
        return [new(record.Healthy[most.Name], $"{(same ? "healthy" : most.Name)}: ≤ {RoomText.Ms(record.Healthy[most.Name])}")];
    }

    /// <summary>Numbers for the learner's own, as the log has them; letters for what others did.</summary>
    public static IReadOnlyList<TimeMark> Marks(IncidentRecord record)
    {
        var letter = 0;
        return [.. record.Actions.Where(action => action.Marked).Select(action => new TimeMark(
            action.At, action.ByLearner ? action.Number.ToString(CultureInfo.InvariantCulture) : Letter(letter++), action.Text, action.ByLearner))];
    }

    /// <summary>By the action's number, for the log.</summary>
    public static IReadOnlyDictionary<int, string> MarkTexts(IncidentRecord record) =>
        record.Actions.Where(action => action.Marked).Zip(Marks(record)).ToDictionary(pair => pair.First.Number, pair => pair.Second.Text);

    public static string P95Said(IReadOnlyList<TimeLine> lines, IReadOnlyList<TimeLevel> levels, IncidentRecord record)
    {
        var ends = lines.Where(line => line.Points.Count > 0).Select(line => (line.Label, Last: line.Points[^1].Value))
            .OrderByDescending(end => end.Last ?? double.PositiveInfinity).Select(end => $"{end.Label} {(end.Last is { } last ? RoomText.Ms(last) : "nothing answered")}");
        return $"P95 by request class over {Say.Of(Math.Max(1, Math.Round(record.Elapsed / 60)), "minute", "minutes")}, log scale. {string.Join(", ", ends)}."
            + (levels.Count > 0 ? $" {RoomText.Titled(levels[0].Label)}." : "");
    }

    public static string RateSaid(IncidentRecord record) => record.Samples is [.., var now]
        ? $"Answered requests per second: {Say.Count(now.All.Rate)} now. Offered: {Say.Count(now.Pool.Offered)}. {Say.Of(now.Pool.Queue, "request waits", "requests wait")} for a connection, {Errors(record)}."
        : "Answered requests per second: nothing measured yet.";

    /// <summary>Over the last 10 s, like the percentiles.</summary>
    public static string Errors(IncidentRecord record) => Say.Of(record.Samples.Skip(Math.Max(0, record.Samples.Count - 10)).Sum(sample => sample.All.Errors), "error", "errors");

    private static string Letter(int index) => index < 26 ? ((char)('A' + index)).ToString() : $"{(char)('A' + index / 26 - 1)}{(char)('A' + index % 26)}";
}
