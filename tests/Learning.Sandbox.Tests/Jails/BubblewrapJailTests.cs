using Learning.Grading;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Tests.Jails;

public sealed class BubblewrapJailTests
{
    [Fact]
    public void Probe_WhereTestsRun_FindsNothingMissing() => Assert.Null(BubblewrapJail.Probe());

    [Fact]
    public async Task Start_WithoutTheBind_NamesIt()
    {
        var command = new JailCommand { Program = "/x", ReadOnly = [new JailBind("/no/such/folder", "/x")] };

        var fault = await Assert.ThrowsAsync<InfrastructureException>(() => new BubblewrapJail().StartAsync(command, CancellationToken.None));

        Assert.Contains("/no/such/folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownProgram_ExitsWithTheReasonOnItsErrorStream()
    {
        await using var jailed = await new BubblewrapJail().StartAsync(new JailCommand { Program = "/no/program" }, CancellationToken.None);
        using var reader = new StreamReader(jailed.Error);

        var said = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        await jailed.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Contains("/no/program", said, StringComparison.Ordinal);
        Assert.Equal(1, jailed.ExitCode);
    }
}
