using System.Collections.Concurrent;
using System.Diagnostics;
using Learning.Cli;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Sandbox;

namespace Learning.Benchmarks.Sandbox;

/// <summary>
/// Twenty users at once, each handing in again as soon as the last report is there, and one of them with hundreds waiting from the start: through
/// the queue that the site uses, graded for real.
/// </summary>
internal static class Fairness
{
    private const int Users = 20;
    private const int Hoard = 480;

    public static async Task<FairnessFigures> RunAsync(Lab lab, TimeSpan duration, int slots, Action<string> say, CancellationToken cancellationToken)
    {
        var exercise = lab.Library.Find("transactions-by-category")!;
        var starter = exercise.Declared().First(declared => declared.Name == "starter");
        await lab.Sandbox.WarmAsync(exercise, cancellationToken);
        using var queue = new FairShares<int, (int User, long Since)>(1000, 1000);
        var (graded, waits) = (new int[Users], new ConcurrentBag<(int User, double Seconds)>());
        var started = Stopwatch.GetTimestamp();
        for (var n = 0; n < Hoard; n++)
            queue.TryEnqueue(0, (0, started));
        for (var user = 1; user < Users; user++)
            queue.TryEnqueue(user, (user, started));
        await Task.WhenAll(Enumerable.Range(0, slots).Select(_ => Task.Run(WorkAsync, cancellationToken)));

        var others = graded.Skip(1).ToArray();
        var mean = others.Average();
        var ordered = waits.Where(wait => wait.User > 0).Select(wait => wait.Seconds).Order().ToArray();
        return new(Users, Hoard, Math.Round(Stopwatch.GetElapsedTime(started).TotalMinutes, 2), graded.Sum(), graded[0], Math.Round(mean, 1), others.Min(), others.Max(),
            Math.Round(100 * others.Max(count => Math.Abs(count - mean)) / mean, 1), Percentile.Of(ordered, 50), Percentile.Of(ordered, 95), ordered.LastOrDefault());

        async Task WorkAsync()
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var (user, since) = await queue.DequeueAsync(cancellationToken);
                waits.Add((user, Stopwatch.GetElapsedTime(since).TotalSeconds));
                await lab.Grader.GradeAsync(exercise, starter.Source, GradeMode.Submit, null, cancellationToken);
                var count = Interlocked.Increment(ref graded[user]);
                if (user > 0)
                    queue.TryEnqueue(user, (user, Stopwatch.GetTimestamp()));
                else if (count % 10 == 0)
                    say($"the hoarder has {count} of {Hoard}, the others {graded.Skip(1).Min()} to {graded.Skip(1).Max()} each");
            }
        }
    }
}

/// <summary>Waits in seconds, of all but the one with the hoard: from handing in to the start of grading.</summary>
internal sealed record FairnessFigures(
    int Users, int Hoard, double Minutes, int Gradings, int OfTheHoarder, double OfOthersMean, int OfOthersLeast, int OfOthersMost, double WorstShareOffPercent, double WaitMedian, double WaitP95, double WaitMost);
