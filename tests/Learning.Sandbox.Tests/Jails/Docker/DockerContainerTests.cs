using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Tests.Jails.Docker;

/// <summary>What an engine is asked, and when it is asked again. No engine is asked here.</summary>
public sealed class DockerContainerTests
{
    private static readonly DockerAnswer NoSuch = new(1, "", "Error response from daemon: No such container: c"), Removed = new(0, "c\n", ""), Busy = new(1, "", "removal of container c is already in progress");
    private readonly List<string> _orders = [];

    [Fact]
    public async Task Remove_WhileTheEngineMayStillBeMakingIt_IsRepeatedUntilItHasComeAndGone()
    {
        await Of(NoSuch, NoSuch, Removed).RemoveAsync(mayStillCome: true);

        Assert.Equal(["rm", "rm", "rm"], _orders);
    }

    [Fact]
    public async Task Remove_ThatFails_IsRepeatedWhileOneIsListed()
    {
        await Of(Busy, new(0, "0a1b\n", ""), Busy, new(0, "", "")).RemoveAsync(mayStillCome: false);

        Assert.Equal(["rm", "ps", "rm", "ps"], _orders);
    }

    /// <summary>With --force, newer command lines end well where there was nothing to remove.</summary>
    [Fact]
    public async Task Remove_OfOneThatIsNotThere_EndsWhenNoneIsListed()
    {
        await Of(new(0, "", NoSuch.Errors), new(0, "\n", "")).RemoveAsync(mayStillCome: false);

        Assert.Equal(["rm", "ps"], _orders);
    }

    [Fact]
    public async Task Processors_OfAnEngineThatWasAway_AreAskedForAgainAndThenKept()
    {
        var processors = new DockerProcessors(Engine(new(1, "", "Cannot connect to the Docker daemon"), new(0, "false 0\n", ""), new(0, "true 8\n", "")));

        Assert.Null(await processors.MostAsync(CancellationToken.None));
        Assert.Null(await processors.MostAsync(CancellationToken.None));
        Assert.Equal(8d, await processors.MostAsync(CancellationToken.None));
        Assert.Equal(8d, await processors.MostAsync(CancellationToken.None));
        Assert.Equal(["info", "info", "info"], _orders);
    }

    [Fact]
    public async Task Processors_OfAKernelWithoutTheQuota_AreNotLimited()
    {
        var processors = new DockerProcessors(Engine(new DockerAnswer(0, "false 8\n", "")));

        Assert.Null(await processors.MostAsync(CancellationToken.None));
        Assert.Null(await processors.MostAsync(CancellationToken.None));
        Assert.Single(_orders);
    }

    private DockerContainer Of(params DockerAnswer[] answers) => new("c", null, Engine(answers));

    private DockerOrder Engine(params DockerAnswer[] answers)
    {
        var left = new Queue<DockerAnswer>(answers);
        return (words, _) =>
        {
            _orders.Add(words[0]);
            return Task.FromResult(left.Dequeue());
        };
    }
}
