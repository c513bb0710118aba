using System.Diagnostics;
using System.Globalization;

namespace Learning.Sandbox.Tests.Fuzzing;

/// <summary>How long to fuzz, from which seed, and where a failing input is kept: seconds by default, ten minutes with LATENCY_LAB_FUZZ_SECONDS=600.</summary>
internal static class FuzzRun
{
    private const int DefaultSeconds = 3;
    private const int AtATime = 8;
    private const int Samples = 8;
    private const long MostGrowthKb = 64 << 10;

    private static int? Asked { get; } = int.TryParse(Environment.GetEnvironmentVariable("LATENCY_LAB_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(Asked ?? DefaultSeconds);

    private static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("LATENCY_LAB_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;

    /// <summary>
    /// Inputs, several at a time since most of an input's time is waiting, until the time is over. Memory goes up and down with what
    /// sessions that are ending still hold; its lowest point in the second half must not lie above that of the first. That is judged when fuzzing is
    /// what was asked for: beside other tests it is their memory, too.
    /// </summary>
    public static async Task RunAsync(Xunit.Abstractions.ITestOutputHelper output, Func<Random, Task> one)
    {
        var clock = Stopwatch.StartNew();
        var inputs = 0;
        List<long> memory = [];
        while (clock.Elapsed < Length)
        {
            var first = inputs;
            await Task.WhenAll(Enumerable.Range(first, AtATime).Select(number => one(new Random(unchecked((Seed * 31) + number)))));
            inputs += AtATime;
            if (clock.Elapsed > Length * (memory.Count + 1) / Samples)
                memory.Add(GC.GetTotalMemory(forceFullCollection: true) >> 10);
        }
        var said = string.Create(CultureInfo.InvariantCulture, $"{inputs} inputs in {clock.Elapsed.TotalSeconds:0} s, seed {Seed}, KB in memory: {string.Join(' ', memory)}");
        output.WriteLine(said);
        if (Environment.GetEnvironmentVariable("LATENCY_LAB_FUZZ_LOG") is { Length: > 0 } log)
            await File.AppendAllTextAsync(log, said + "\n");
        Assert.True(Asked is null || memory.Count < 2 || memory.Skip(memory.Count / 2).Min() - memory.Take(memory.Count / 2).Min() < MostGrowthKb, said);
    }

    /// <summary>A path for an input that failed. Put the file into Fuzzing/Found, and it is tried in every run of the tests.</summary>
    public static string KeepAt(string extension) => Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "fuzz-failures")).FullName, $"{Guid.NewGuid():N}{extension}");
}
