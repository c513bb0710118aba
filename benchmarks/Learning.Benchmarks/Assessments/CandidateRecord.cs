using System.Collections.Concurrent;

namespace Learning.Benchmarks.Assessments;

/// <summary>One press of Submit: what the page said then, and what the candidate's own stopwatch saw afterwards. Seconds; null where the end was not seen.</summary>
internal sealed record Pressed(Guid Id, string Answer, int Before, double? SaidSeconds)
{
    public double? BegunAfter { get; set; }
    public double? DoneAfter { get; set; }
}

/// <summary>What one candidate saw. Their loops write to it; it is read when all of them have ended.</summary>
internal sealed class CandidateRecord(int number)
{
    public int Number => number;
    public Guid Sitting { get; set; }
    public OwnClock? Clock { get; set; }
    public double PausedMs { get; set; }
    /// <summary>By the stopwatch, when the candidate handed in; null for whom the clock does it.</summary>
    public long? HandedInAt { get; set; }
    /// <summary>The text of each task that the site last said it kept.</summary>
    public ConcurrentDictionary<string, string> Kept { get; } = new(StringComparer.Ordinal);
    public ConcurrentBag<double> SaveMs { get; } = [];
    public ConcurrentBag<Deviation> Readings { get; } = [];
    /// <summary>Of the clock in the page's HTML.</summary>
    public ConcurrentBag<Deviation> PageReadings { get; } = [];
    public ConcurrentBag<Pressed> Pressed { get; } = [];
    public ConcurrentBag<string> Faults { get; } = [];
    public int ReadBack;
    /// <summary>Kept, said the site, and another text came back.</summary>
    public int Lost;
    /// <summary>Not kept although more than a second was left.</summary>
    public int RefusedEarly;
    public int SubmitsRefused;
}
