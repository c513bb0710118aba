using Learning.Grading;
using Learning.Grading.Traces;

namespace Learning.Web.Features.Exercises;

/// <summary>What one line of the learner's file asked of the database in the run that is shown.</summary>
public sealed record LineCost(int Line, int Statements, int RoundTrips, double WaitedMs, string Marks)
{
    /// <summary>20 statements, 20 round trips, 45 ms.</summary>
    public string Says => $"{Sent}, {Say.Of(RoundTrips, "round trip", "round trips")}, {Say.Ms(WaitedMs)}";
    public string Sent => Say.Of(Statements, "statement", "statements");
}

/// <summary>Statements by the line that sent them. Information: the runner's word, which nothing is judged by.</summary>
internal static class LineCosts
{
    /// <summary>A query and its split-off second are no loop; three of a line are worth a word.</summary>
    private const int Many = 3;

    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<LineCost> Of(Run? run) => run is null ? [] :
        [.. run.Trace.Statements.Where(statement => statement.Line is not null).GroupBy(statement => statement.Line!.Value).OrderBy(group => group.Key).Select(Cost)];

    /// <summary>The line that sent most, when it sent many.</summary>
    public static LineCost? Hottest(IReadOnlyList<LineCost> costs) => costs.Where(cost => cost.Statements >= Many).MaxBy(cost => cost.Statements);

    private static LineCost Cost(IGrouping<int, Statement> sent)
    {
        var trips = sent.GroupBy(statement => statement.RoundTrip).ToList();
        return new(sent.Key, sent.Count(), trips.Count, trips.Sum(trip => trip.Max(one => one.DoneMs) - trip.Min(one => one.SentMs)), new RepeatedStatement("", [.. sent]).Marks);
    }
}
