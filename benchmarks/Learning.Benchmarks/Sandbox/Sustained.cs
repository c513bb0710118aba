using System.Collections.Concurrent;
using System.Diagnostics;
using Learning.Cli;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Benchmarks.Sandbox;

/// <summary>Gradings one after the other on several slots for some minutes, nobody pausing: what the machine can do, and whether it stays that way.</summary>
internal static class Sustained
{
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(5);

    public static async Task<SustainedFigures> RunAsync(Lab lab, ExerciseLanguage language, TimeSpan duration, int slots, Action<string> say, CancellationToken cancellationToken)
    {
        var answers = Answers(lab.Library, language);
        foreach (var exercise in answers.Select(answer => answer.Exercise).Distinct())
            await lab.Sandbox.WarmAsync(exercise, cancellationToken);

        ConcurrentBag<SustainedGrading> done = [];
        List<(double Seconds, double Mb)> memory = [];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        var processor = ProcessorSeconds();
        var sampling = SampleAsync();
        await Task.WhenAll(Enumerable.Range(0, slots).Select(_ => Task.Run(WorkAsync, cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        await sampling;
        return SustainedFigures.Of(language, slots, elapsed, ProcessorSeconds() - processor, [.. done], memory);

        async Task WorkAsync()
        {
            while (Stopwatch.GetElapsedTime(started) < duration && !cancellationToken.IsCancellationRequested)
            {
                var (exercise, declared) = answers[Interlocked.Increment(ref next) % answers.Count];
                var clock = new StageClock();
                try
                {
                    var (report, _) = await lab.Grader.GradeAsync(exercise, declared.Source, GradeMode.Submit, clock, cancellationToken);
                    done.Add(new(exercise.Slug, declared.Name, report.Verdict, declared.Landed(report), clock.FirstVerdictMs, clock.Ms, null));
                }
                catch (InfrastructureException fault)
                {
                    done.Add(new(exercise.Slug, declared.Name, Verdict.InfrastructureError, false, null, clock.Ms, fault.Message));
                }
            }
        }

        async Task SampleAsync()
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var megabytes = ProcessTree.Measure(Environment.ProcessId).ResidentBytes / (double)(1 << 20);
                memory.Add((Stopwatch.GetElapsedTime(started).TotalSeconds, megabytes));
                if (memory.Count % 6 == 0)
                    say($"{language}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, {done.Count} gradings, {done.Count / Stopwatch.GetElapsedTime(started).TotalMinutes:0} a minute, {megabytes:0} MB");
                await Task.Delay(Sampling, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// What learners of the first exercise of a language hand in: what they begin with, what is right, and what is nearly right. Crowds and loads
    /// have their own time boxes and are no measure of this machine.
    /// </summary>
    private static List<(Exercise Exercise, DeclaredAttempt Declared)> Answers(ExerciseLibrary library, ExerciseLanguage language) =>
        [.. library.Exercises.Where(exercise => exercise.Slug == (language == ExerciseLanguage.CSharp ? "feed-n-plus-one" : "transactions-by-category"))
            .SelectMany(exercise => exercise.Declared().Where(declared => declared.Verdict is not (Verdict.TimeLimit or Verdict.InfrastructureError)).Select(declared => (exercise, declared)))];

    /// <summary>Of the whole machine: what is jailed and has ended is in no process's figures.</summary>
    private static double ProcessorSeconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(field => long.Parse(field, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return (fields[0] + fields[1] + fields[2] + fields[5] + fields[6]) / 100.0;
    }
}

internal sealed record SustainedGrading(string Exercise, string Answer, Verdict Verdict, bool Landed, double? FirstVerdictMs, double Ms, string? Fault);

/// <summary>What minutes of grading without a pause came to.</summary>
internal sealed record SustainedFigures
{
    public required ExerciseLanguage Language { get; init; }
    public required int Slots { get; init; }
    public required double Minutes { get; init; }
    public required int Gradings { get; init; }
    public required double PerMinute { get; init; }
    /// <summary>What the careful team's flow came to right after, as many at once; of C# only.</summary>
    public double? PeerPerMinute { get; init; }
    /// <summary>Of the whole machine, so whatever else ran is in it.</summary>
    public required double ProcessorSecondsEach { get; init; }
    public required int OurFaults { get; init; }
    public required int OtherVerdicts { get; init; }
    public required double MedianMs { get; init; }
    public required double P95Ms { get; init; }
    /// <summary>Of the supervisor and everything jailed: the median of the third minute and of the last one.</summary>
    public required double MemoryMbEarly { get; init; }
    public required double MemoryMbLate { get; init; }
    public required IReadOnlyList<SustainedGrading> Unexpected { get; init; }

    public static SustainedFigures Of(ExerciseLanguage language, int slots, TimeSpan elapsed, double processor, IReadOnlyList<SustainedGrading> done, IReadOnlyList<(double Seconds, double Mb)> memory)
    {
        double[] times = [.. done.Select(grading => grading.Ms).Order()];
        var last = memory.Count == 0 ? 0 : memory[^1].Seconds;
        return new()
        {
            Language = language, Slots = slots, Minutes = Math.Round(elapsed.TotalMinutes, 2), Gradings = done.Count, PerMinute = Math.Round(done.Count / elapsed.TotalMinutes, 1),
            ProcessorSecondsEach = done.Count == 0 ? 0 : Math.Round(processor / done.Count, 2),
            OurFaults = done.Count(grading => grading.Verdict == Verdict.InfrastructureError),
            OtherVerdicts = done.Count(grading => !grading.Landed && grading.Verdict != Verdict.InfrastructureError),
            MedianMs = Percentile.Of(times, 50), P95Ms = Percentile.Of(times, 95),
            MemoryMbEarly = Middle(memory, Math.Min(120, last / 5), Math.Min(180, last / 5 + 30)), MemoryMbLate = Middle(memory, last - 60, last),
            Unexpected = [.. done.Where(grading => !grading.Landed).Take(20)],
        };
    }

    private static double Middle(IReadOnlyList<(double Seconds, double Mb)> memory, double from, double to) =>
        Percentile.Of([.. memory.Where(sample => sample.Seconds >= from && sample.Seconds <= to).Select(sample => sample.Mb).Order()], 50);
}
