using System.Collections.Concurrent;
using System.Diagnostics;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Tests.Jails;

/// <summary>A container as the supervisor sees it, of an engine that is not there: its command line is a process that sleeps.</summary>
public sealed class JailedContainerTests
{
    private readonly ConcurrentQueue<string> _orders = new();
    private readonly Process _commandLine = Process.Start(new ProcessStartInfo("sleep", "60") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    [Fact]
    public async Task Kill_OfOurs_AsksNobodyWhetherMemoryRanOut()
    {
        await using (var jailed = Jailed())
        {
            await jailed.KillAsync();
            await jailed.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

            Assert.Equal(137, jailed.ExitCode);
            Assert.Equal(JailBreach.None, jailed.Breach);
        }
        Assert.DoesNotContain("inspect", _orders);
    }

    [Fact]
    public async Task End_ByASignalThatIsNotOurs_IsMemorysWhereTheEngineSaysSo()
    {
        await using var jailed = Jailed();

        _commandLine.Kill();
        await jailed.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(137, jailed.ExitCode);
        Assert.Equal(JailBreach.Memory, jailed.Breach);
    }

    /// <summary>Asked about it, the engine says that memory ran out.</summary>
    private JailedProcess Jailed() => new(_commandLine, new JailCommand { Program = "/usr/bin/sleep" }, new DockerContainer("c", null, (words, _) =>
    {
        _orders.Enqueue(words[0]);
        if (words[0] == "kill")
            _commandLine.Kill();
        return Task.FromResult(new DockerAnswer(0, words[0] == "inspect" ? "true" : words[^1], ""));
    }));
}
