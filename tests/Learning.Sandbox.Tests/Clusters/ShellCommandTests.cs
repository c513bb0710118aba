using System.Globalization;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Tests.Clusters;

public sealed class ShellCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sc-").FullName;

    public ShellCommandTests() => Ownership.Give(_folder);

    public void Dispose() => Supervisor.Remove(_folder);

    [Fact]
    public async Task Run_Cancelled_ReturnsWhenItsProgramHasEnded()
    {
        var (half, whole) = (Path.Combine(_folder, "half"), Path.Combine(_folder, "whole"));
        using var cancel = new CancellationTokenSource();
        var running = ShellCommand.RunAsync("sh", ["-c", $"echo $$ >{half}; mv {half} {whole}; exec sleep 60"], cancel.Token);
        for (var turn = 0; turn < 500 && !File.Exists(whole); turn++)
            await Task.Delay(20);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(ProcessTree.Exists(int.Parse(await File.ReadAllTextAsync(whole), CultureInfo.InvariantCulture)));
    }
}
