using System.Diagnostics;
using System.Text;
using Learning.Grading;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Jails;

/// <summary>What holds for every kind of jail.</summary>
public sealed class JailTests
{
    private static readonly RunnerOptions Options = new();

    [Fact]
    public async Task Start_WithoutTheBind_NamesIt()
    {
        var command = new JailCommand { Program = "/x", ReadOnly = [new JailBind("/no/such/folder", "/x")] };

        var fault = await Assert.ThrowsAsync<InfrastructureException>(() => TestJail.Make().StartAsync(command, CancellationToken.None));

        Assert.Contains("/no/such/folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownProgram_SaysSoOnItsErrorStream()
    {
        await using var jailed = await TestJail.Make().StartAsync(new JailCommand { Program = "/no/program" }, CancellationToken.None);
        using var reader = new StreamReader(jailed.Error);

        var said = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        await jailed.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Contains("/no/program", said, StringComparison.Ordinal);
        Assert.Equal(TestJail.Kind == JailKind.Docker ? 127 : 1, jailed.ExitCode);
    }

    [Fact]
    public async Task Kill_OfARunningJail_LeavesNoProcessAfterASecond()
    {
        await using var jailed = await TestJail.Make().StartAsync(Runner(), CancellationToken.None);
        await ReadyAsync(jailed);
        var inside = jailed.Measure();
        var began = Stopwatch.GetTimestamp();

        await jailed.KillAsync();

        Assert.True(inside.Processes.Count >= 2 && inside.ResidentBytes > 10 << 20, $"{inside.Processes.Count} processes, {inside.ResidentBytes} bytes");
        Assert.DoesNotContain(inside.Processes, ProcessTree.Exists);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static async Task ReadyAsync(JailedProcess jailed)
    {
        var said = new byte[16];
        await jailed.Output.ReadExactlyAsync(said).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("{\"said\":\"ready\"", Encoding.UTF8.GetString(said), StringComparison.Ordinal);
    }

    private static JailCommand Runner() => RunnerInstallation.Find().Runner(Options, Path.GetTempPath());
}
