using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Tests.Jails.Docker;

/// <summary>Containers of supervisors that are gone, and of one that is not.</summary>
public sealed class DockerOrphanTests
{
    private static readonly string Gone = (SupervisorMark.Own with { Started = "77" }).Text('/');

    [Theory]
    [InlineData("another-boot/1/1", false)] // of another machine that this engine serves, as far as anybody can tell
    [InlineData("4194300/77/1/another-boot", false)]
    [InlineData("4194300/77", false)]
    [InlineData("not a label of ours", false)]
    [InlineData("", false)]
    public void Owner_OfALabel_IsGoneOnlyWhereThatIsSure(string label, bool gone) => Assert.Equal(gone, DockerOrphans.IsGone(label));

    [Fact]
    public void Owner_ThatIsThisProcess_IsNotGone() => Assert.False(DockerOrphans.IsGone(DockerOrphans.Owner));

    [Fact]
    public void Owner_WithThisIdThatBeganAtAnotherTime_IsGone() => Assert.True(DockerOrphans.IsGone(Gone));

    [Fact]
    public void Owner_OfAnEarlierVersionsLabel_IsGoneWhenItsProcessIs()
    {
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

        Assert.True(DockerOrphans.IsGone($"{boot}/{Environment.ProcessId}/77"));
        Assert.False(DockerOrphans.IsGone($"{boot}/{Environment.ProcessId}/{SupervisorMark.Own.Started}"));
    }

    [Fact]
    public void Owner_ThatAnotherContainerNumbers_IsNotGone() => Assert.False(DockerOrphans.IsGone((SupervisorMark.Own with { Started = "77", Namespace = "1" }).Text('/')));

    [Fact]
    public async Task Sweep_WithAnOrphanBesideALivingOne_RemovesTheOrphan()
    {
        if (TestJail.Kind != JailKind.Docker)
            return; // there may be no engine where other jails are tested
        var orphan = "latency-lab-test-" + Guid.NewGuid().ToString("N");
        var made = await DockerEngine.AskAsync(["create", "--pull", "never", "--network", "none", "--name", orphan, "--label", $"{DockerOrphans.Label}={Gone}", new SandboxOptions().DockerImage, "/usr/bin/cat"]);
        Assert.True(made.Succeeded, made.Reason);
        await using var living = await TestJail.Make().StartAsync(new JailCommand { Program = "/usr/bin/cat" }, CancellationToken.None);

        await DockerOrphans.SweepAsync();

        Assert.False((await DockerEngine.AskAsync(["inspect", orphan])).Succeeded);
        Assert.False(living.HasExited);
    }
}
