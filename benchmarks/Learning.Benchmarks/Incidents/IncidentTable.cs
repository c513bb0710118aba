using Learning.Grading;

namespace Learning.Benchmarks.Incidents;

/// <summary>What the bench prints for people.</summary>
internal static class IncidentTable
{
    public static void Print(IReadOnlyList<IncidentEntry> entries)
    {
        foreach (var flips in entries.Where(entry => entry.Part == "flip").GroupBy(entry => entry.Incident, StringComparer.Ordinal))
            Console.WriteLine($"The flip: {flips.Count(entry => entry.Landed)} of {flips.Count()} at least 100× the pages; smallest {Say.Times(flips.Min(entry => entry.BuffersRatio ?? 0))}; start {flips.Max(entry => entry.StartSeconds):0.0} s at most");
        var plays = entries.Where(entry => entry.Part != "flip").ToList();
        if (plays.Count == 0)
            return;
        Console.WriteLine($"{"player",-44} {"landed",7} {"Detect",7} {"Fix",5} {"Trap",5} {"P95 healthy",12} {"worst",9} {"bad after",10} {"well after",11} {"errors",7}");
        foreach (var group in plays.GroupBy(entry => $"{(entry.Part == "neighbours" ? "beside another: " : "")}{entry.Name}", StringComparer.Ordinal))
        {
            Console.WriteLine($"{group.Key,-44} {$"{group.Count(entry => entry.Landed)}/{group.Count()}",7} {Range(group.Select(entry => entry.Detect)),7} {Range(group.Select(entry => entry.Fix)),5} {Range(group.Select(entry => entry.Trap)),5} "
                + $"{Say.Ms(group.Average(entry => entry.BaselineP95)),12} {Say.Ms(group.Max(entry => entry.WorstP95)),9} {Seconds(group.Select(entry => entry.BadAfterSeconds)),10} {Seconds(group.Select(entry => entry.WellAfterSeconds)),11} {group.Sum(entry => entry.ErrorsWhileBad),7}");
        }
        foreach (var entry in plays.Where(entry => entry.Missed.Any()))
            Console.WriteLine($"{entry.Name}, seed {entry.Seed}: {string.Join("; ", entry.Missed)}");
        Console.WriteLine($"Start to first second: {plays.Max(entry => entry.StartSeconds):0.0} s at most.");
    }

    private static string Range(IEnumerable<int> values) => values.Order().ToList() is var sorted && sorted[0] == sorted[^1] ? $"{sorted[0]}" : $"{sorted[0]}–{sorted[^1]}";

    private static string Seconds(IEnumerable<double?> values) => values.ToList() is var all && all.TrueForAll(each => each is not null) ? $"≤ {all.Max():0} s" : "not all";
}
