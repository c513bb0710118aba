using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Tests.Jails;

/// <summary>A container as the supervisor sees it, of an engine that is not there: its command line is a process that waits to be told how to end.</summary>
public sealed class JailedContainerTests
{
    private readonly ConcurrentQueue<string> _orders = new();
    private readonly Process _commandLine = Process.Start(new ProcessStartInfo("sh", ["-c", "read line; exit $line"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

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

    /// <summary>A server of which the kernel killed one process: the server itself ends in its own way.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public async Task End_ByItself_IsMemorysWhereItFailedAndTheEngineSaysSo(int exitCode, bool isMemorys)
    {
        await using var jailed = Jailed();

        await _commandLine.StandardInput.WriteLineAsync(exitCode.ToString(CultureInfo.InvariantCulture));
        await jailed.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(exitCode, jailed.ExitCode);
        Assert.Equal(isMemorys ? JailBreach.Memory : JailBreach.None, jailed.Breach);
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
