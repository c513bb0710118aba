using System.Diagnostics;
using System.Globalization;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Tests.Jails;

public sealed class HeldProcessesTests : IDisposable
{
    private readonly Process _shell = Process.Start("sh", ["-c", "(while :; do :; done) & while :; do :; done"]);

    public void Dispose()
    {
        _shell.Kill(entireProcessTree: true);
        _shell.WaitForExit();
        _shell.Dispose();
    }

    [Fact]
    public async Task Held_StandsStill_WithItsChildren_AndGoesOnAfterwards()
    {
        await RanMoreAsync();
        long[] before, held;
        using (new HeldProcesses([_shell.Id]))
        {
            await Task.Delay(100); // a signal is heard at the next tick
            before = Ran();
            await Task.Delay(300);
            held = Ran();
        }

        Assert.Equal(2, before.Length);
        Assert.Equal(before, held);
        await RanMoreAsync();
    }

    /// <summary>Both work, however busy the machine is.</summary>
    private async Task RanMoreAsync()
    {
        var before = Ran();
        while (before.Length < 2 || Ran().Zip(before).Any(pair => pair.First <= pair.Second))
        {
            await Task.Delay(20);
            before = before.Length < 2 ? Ran() : before;
        }
    }

    private long[] Ran() => [.. Learning.Sandbox.Jails.Watching.ProcessTree.Measure(_shell.Id).Processes.Select(process => long.Parse(File.ReadAllText($"/proc/{process}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture))];
}
