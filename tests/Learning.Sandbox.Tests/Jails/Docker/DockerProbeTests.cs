using Learning.Grading;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Tests.Jails.Docker;

/// <summary>What an operator is told. No engine is asked here.</summary>
public sealed class DockerProbeTests
{
    [Theory]
    [InlineData(127, "", "there is no program \"docker\"", "install an engine")]
    [InlineData(1, "", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?", "start it")]
    [InlineData(1, "", "permission denied while trying to connect to the Docker daemon socket", "group \"docker\"")]
    [InlineData(-1, "", "docker version did not answer within 30 s", "does not answer")]
    [InlineData(0, "19.03.15 linux\n", "", "20.10 is the oldest")]
    [InlineData(0, "gibberish linux\n", "", "20.10 is the oldest")]
    [InlineData(0, "28.2.2 windows\n", "", "other containers")]
    public void Engine_ThatCannotServe_IsSaidWithWhatToDo(int code, string output, string errors, string expected) =>
        Assert.Contains(expected, DockerProbe.Engine(new(code, output, errors)), StringComparison.Ordinal);

    [Theory]
    [InlineData("20.10.24+dfsg1 linux\n")]
    [InlineData("28.2.2 linux\n")]
    public void Engine_NewEnough_LacksNothing(string output) => Assert.Null(DockerProbe.Engine(new(0, output, "")));

    /// <summary>A container takes a while beside the work of others, and a fault found there would stop everybody's.</summary>
    [Fact]
    public async Task Find_AgainAndAgain_TriesAContainerOnceAndOnceMoreAfterTheEngineWasAway()
    {
        var (away, broken, trials) = (false, true, 0);
        var probe = new DockerProbe("image", (_, _) => Task.FromResult(away ? new DockerAnswer(1, "", "Cannot connect to the Docker daemon") : new(0, "28.2.2 linux\n", "")), _ =>
        {
            trials++;
            return Task.FromResult(broken ? "it did not start." : null);
        });

        Assert.Equal(("it did not start.", 1), (await FindAsync(), trials));
        broken = false;
        Assert.Equal((null, 2), (await FindAsync(), trials));
        broken = true;
        Assert.Equal((null, 2), (await FindAsync(), trials));
        away = true;
        Assert.Contains("start it", await FindAsync(), StringComparison.Ordinal);
        away = false;
        Assert.Equal(("it did not start.", 3), (await FindAsync(), trials));

        Task<string?> FindAsync() => probe.FindAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(null, "no engine", "bubblewrap")]
    [InlineData("no bwrap.", null, "docker")]
    [InlineData("no bwrap.", "no engine.", "none")]
    public void Auto_TakesBubblewrapFirst_ThenDocker(string? bubblewrap, string? docker, string expected) =>
        Assert.Equal(expected, JailChoice.Automatic(new SandboxOptions(), () => bubblewrap, () => docker).Name);

    [Fact]
    public async Task Auto_WithNeither_SaysWhatBothLack()
    {
        var jail = JailChoice.Automatic(new SandboxOptions(), () => "Install bubblewrap.", () => "install an engine.");

        var fault = await Assert.ThrowsAsync<InfrastructureException>(() => jail.StartAsync(new() { Program = "/x" }, CancellationToken.None));

        Assert.Equal("Install bubblewrap. Docker would serve as well: install an engine. Then start the lab anew: it looks for a jail when it starts.", fault.Message);
    }
}
