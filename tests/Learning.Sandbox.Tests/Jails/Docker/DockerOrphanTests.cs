using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Tests.Jails.Docker;

/// <summary>Containers of supervisors that are gone, and of one that is not.</summary>
public sealed class DockerOrphanTests
{
    [Theory]
    [InlineData("another-boot/1/1", true)]
    [InlineData("not a label of ours", false)]
    [InlineData("", false)]
    public void Owner_OfALabel_IsGoneOnlyWhereThatIsSure(string label, bool gone) => Assert.Equal(gone, DockerOrphans.IsGone(label));

    [Fact]
    public void Owner_ThatIsThisProcess_IsNotGone() => Assert.False(DockerOrphans.IsGone(DockerOrphans.Owner));

    [Fact]
    public void Owner_WithThisIdThatBeganAtAnotherTime_IsGone() => Assert.True(DockerOrphans.IsGone(DockerOrphans.Owner + "0"));

    [Fact]
    public async Task Sweep_WithAnOrphanBesideALivingOne_RemovesTheOrphan()
    {
        if (TestJail.Kind != JailKind.Docker)
            return; // there may be no engine where other jails are tested
        var orphan = "latency-lab-test-" + Guid.NewGuid().ToString("N");
        var made = await DockerEngine.AskAsync(["create", "--pull", "never", "--network", "none", "--name", orphan, "--label", $"{DockerOrphans.Label}={DockerOrphans.Owner}0", new SandboxOptions().DockerImage, "/usr/bin/cat"]);
        Assert.True(made.Succeeded, made.Reason);
        await using var living = await TestJail.Make().StartAsync(new JailCommand { Program = "/usr/bin/cat" }, CancellationToken.None);

        await DockerOrphans.SweepAsync();

        Assert.False((await DockerEngine.AskAsync(["inspect", orphan])).Succeeded);
        Assert.False(living.HasExited);
    }
}
