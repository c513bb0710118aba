using System.Diagnostics;

namespace Learning.Benchmarks.Assessments;

/// <summary>A request by the bench's own stopwatch. What the site did, it did somewhere between the two.</summary>
internal sealed record Moment(long Sent, long Received)
{
    public static Moment Since(long sent) => new(sent, Stopwatch.GetTimestamp());
}

/// <summary>
/// A reading of a sitting's clock against the stopwatch, in milliseconds. The start and the reading each lie somewhere within a request, so what should be left is
/// known as a range of this <c>Width</c>. <c>Surely</c>: how far outside of the range the reading is. <c>Middle</c>: how far from its middle.
/// </summary>
internal sealed record Deviation(double Surely, double Middle, double Width);

/// <summary>A candidate's clock, kept without asking the site: what is allowed, less what the stopwatch says since the start; pauses come on top.</summary>
internal sealed class OwnClock(int allowedSeconds, Moment started)
{
    private readonly double allowed = allowedSeconds * 1000.0;

    public Deviation Compare(Moment read, double leftMs, double pausedMs)
    {
        var (least, most) = (Clamp(allowed - Ms(started.Sent, read.Received) + pausedMs), Clamp(allowed - Ms(started.Received, read.Sent) + pausedMs));
        return new(Math.Max(0, Math.Max(least - leftMs, leftMs - most)), Math.Abs(leftMs - (least + most) / 2), most - least);
    }

    /// <summary>What is left at this timestamp, by the middle of the request that started the clock; negative once it is over.</summary>
    public double Left(long at, double pausedMs) => allowed + pausedMs - (Ms(started.Sent, at) + Ms(started.Received, at)) / 2;

    /// <summary>The earliest and the latest timestamp at which nothing is left.</summary>
    public Moment Ends(double pausedMs) => new(started.Sent + Ticks(allowed + pausedMs), started.Received + Ticks(allowed + pausedMs));

    private static long Ticks(double ms) => (long)(ms / 1000 * Stopwatch.Frequency);

    private double Clamp(double left) => Math.Clamp(left, 0, allowed);

    private static double Ms(long from, long to) => (to - from) * 1000.0 / Stopwatch.Frequency;
}
