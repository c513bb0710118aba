using System.Diagnostics;
using System.Globalization;
using Learning.Grading;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

/// <summary>Processes that want one and the same processor: whoever is stopped by a limit must not have been stopped by the other.</summary>
public sealed class TimeLimitTests : IDisposable
{
    private const string Spins = "while :; do :; done";
    private readonly List<Process> _started = [];

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    [Fact]
    public async Task Limit_OfWhatSharesAProcessor_ComesLaterByTheClock()
    {
        var (answer, other) = (Start(Spins), Start(Spins));
        await SpinsAsync(answer);
        await SpinsAsync(other); // on a busy machine a process may take a second to begin

        var (elapsed, outcome) = await PassAsync(TimeSpan.FromSeconds(1), answer);

        Assert.InRange(elapsed.TotalSeconds, 1.2, 10);
        // On a processor that still others want it may not have had its time at all, which is ours to say.
        Assert.Contains("of waiting for a processor", outcome?.Message ?? "of waiting for a processor", StringComparison.Ordinal);
    }

    /// <summary>Eight on a processor: a fifth of a second is there after one and a half, and that is no fault of ours.</summary>
    [Fact]
    public async Task Limit_ThatIsShort_OutlivesABurst()
    {
        var answer = await CrowdedAsync(8);

        var (elapsed, outcome) = await PassAsync(TimeSpan.FromSeconds(0.2), answer);

        Assert.Contains("of waiting for a processor", outcome?.Message ?? "our fault", StringComparison.Ordinal);
        Assert.InRange(elapsed.TotalSeconds, 0.9, 20);
    }

    /// <summary>What spins either has a processor or waits for one, however often it is looked at and however busy the machine is.</summary>
    [Theory]
    [InlineData(30)] // shorter than a turn of nine
    [InlineData(6)] // several looks at one wait, which the kernel counts when it is over
    public async Task Waits_OfWhatSpins_AreAllTheTimeItDidNotWork(int pause)
    {
        var waits = new ProcessorWaits([await CrowdedAsync(9)]);
        waits.Advance(TimeSpan.Zero);
        var (clock, looked, waited) = (Stopwatch.StartNew(), TimeSpan.Zero, TimeSpan.Zero);
        var before = Ran();
        while (clock.Elapsed < TimeSpan.FromSeconds(3))
        {
            await Task.Delay(pause);
            var now = clock.Elapsed;
            waited += waits.Advance(now - looked);
            looked = now;
        }

        Assert.InRange((waited + Ran() - before) / looked, 0.9, 1.1);

        TimeSpan Ran() => TimeSpan.FromTicks(long.Parse(File.ReadAllText($"/proc/{_started[0].Id}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick);
    }

    /// <summary>Otherwise a few threads more would buy time.</summary>
    [Fact]
    public async Task Limit_OfThreadsThatWaitForEachOther_ComesWhenItShould()
    {
        var together = Start(string.Concat(Enumerable.Repeat($"({Spins}) & ", 6)) + "wait");

        var (elapsed, _) = await PassAsync(TimeSpan.FromSeconds(1), together);
        var (alone, _) = await PassAsync(TimeSpan.FromSeconds(1), Start("exec sleep 60"));

        // Their standing in line for each other is worth five seconds in each. What others took of the processor may be added, and is little beside six.
        Assert.InRange(elapsed.TotalSeconds, 1, 2.5);
        Assert.InRange(alone.TotalSeconds, 1, 2);
    }

    /// <summary>Of so many some have always just not had their turn. It ends when what they may have lost is less than what they are over.</summary>
    [Fact]
    public async Task Limit_OfSixtyThatSpinBesideOthers_ComesSoonAfterTheirTime()
    {
        var others = Start(Spins);
        var together = Start(string.Concat(Enumerable.Repeat($"({Spins}) & ", 60)) + "wait");
        await SpinsAsync(others);

        var (elapsed, outcome) = await PassAsync(TimeSpan.FromSeconds(1.5), together);

        var waited = outcome?.WaitedMs ?? 0;
        Assert.InRange(elapsed.TotalMilliseconds - waited, 1400, 2400);
    }

    /// <summary>Nor would many that come and go: nobody sees them, and what they ran is theirs all the same.</summary>
    [Fact]
    public async Task Limit_OfWhatStartsOthersThatEndAtOnce_ComesWhenItShould()
    {
        const string comesAndGoes = "while :; do (i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done); done";
        var together = Start($"({Spins}) & {string.Concat(Enumerable.Repeat($"({comesAndGoes}) & ", 5))} wait");

        var (elapsed, outcome) = await PassAsync(TimeSpan.FromSeconds(1), together);

        Assert.NotNull(outcome);
        Assert.InRange(elapsed.TotalSeconds, 1, 2.5);
    }

    /// <summary>Threads that wake together stand in line for each other, in time that would have been theirs before: no more is given back than others worked.</summary>
    [Fact]
    public async Task Limit_OfWhatSleepsAndWakesTogether_GivesBackWhatOthersHad()
    {
        // Forty, each with a thousandth of a second of work at every tenth.
        const string bursts = "use Time::HiRes qw(time sleep); for (1..40) { fork or do { while (1) { sleep(0.1 - (time - int(time * 10) / 10)); my $end = time + 0.001; 1 while time < $end } } } sleep 60";
        var together = Start($"exec perl -e '{bursts}'");
        var (busy, own) = (Machine.Busy, Ran());

        var (elapsed, outcome) = await PassAsync(TimeSpan.FromSeconds(2), together);

        var others = Machine.Busy - busy - (Ran() - own);
        Assert.NotNull(outcome);
        Assert.InRange(elapsed.TotalSeconds, 2, 3 + Math.Max(0, others.TotalSeconds));

        TimeSpan Ran() => TimeSpan.FromTicks(ProcessTree.Measure(together).Processes.Sum(process => long.Parse(File.ReadAllText($"/proc/{process}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture)) / TimeSpan.NanosecondsPerTick);
    }

    /// <summary>By the thread that found the time over: the pool may be what has to be freed.</summary>
    [Fact]
    public async Task Limit_Passed_KillsBeforeItTells()
    {
        var killed = new TaskCompletionSource<(string?, bool)>();
        var begun = new TaskCompletionSource<TimeLimit>();
        await using var limit = TimeLimit.Start(TimeSpan.FromSeconds(0.2), [Start("exec sleep 60")], CancellationToken.None, () => killed.SetResult((Thread.CurrentThread.Name, begun.Task.Result.HasPassed)));
        begun.SetResult(limit);

        // Whoever sees what it was killed for end, and is told only then, knows why.
        Assert.Equal(("Jail watchdog", true), await killed.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await Task.Delay(Timeout.Infinite, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Equal(OutcomeKind.TimeLimit, limit.Passed().Kind);
    }

    [Fact]
    public async Task Waits_OfWhatSleeps_AreNone()
    {
        var asleep = Start("exec sleep 60");
        var waits = new ProcessorWaits([asleep]);
        Assert.Equal(TimeSpan.Zero, waits.Advance(TimeSpan.FromSeconds(1)));
        await Task.Delay(300);

        Assert.InRange(waits.Advance(TimeSpan.FromMilliseconds(300)), TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    /// <summary>Until it kills. That a thread of the pool hears of it may take another second beside so many, and ends nothing.</summary>
    private static async Task<(TimeSpan Elapsed, RunOutcome? Outcome)> PassAsync(TimeSpan time, int process)
    {
        var (clock, elapsed) = (Stopwatch.StartNew(), TimeSpan.Zero);
        await using var limit = TimeLimit.Start(time, [process], CancellationToken.None, () => elapsed = clock.Elapsed);
        await Task.Delay(Timeout.Infinite, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            return (elapsed, limit.Passed());
        }
        catch (InfrastructureException)
        {
            return (elapsed, null);
        }
    }

    /// <summary>One of several that spin on the same processor, when all of them do.</summary>
    private async Task<int> CrowdedAsync(int spinning)
    {
        int[] processes = [.. Enumerable.Range(0, spinning).Select(_ => Start(Spins))];
        foreach (var process in processes)
            await SpinsAsync(process);
        return processes[0];
    }

    /// <summary>Returns when it has had a twentieth of a second of a processor.</summary>
    private static async Task SpinsAsync(int process)
    {
        while (ProcessTree.Measure(process).Each is not [{ Ticks: >= 5 }, ..])
            await Task.Delay(10);
    }

    /// <summary>On the first processor only.</summary>
    private int Start(string command)
    {
        var process = Process.Start("taskset", ["--cpu-list", "0", "sh", "-c", command]);
        _started.Add(process);
        return process.Id;
    }
}
