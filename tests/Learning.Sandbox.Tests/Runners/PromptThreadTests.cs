using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Tests.Runners;

/// <summary>What it is good for is seen in <see cref="TimeLimitTests"/>: beside sixty that spin the limit came up to a second late.</summary>
public sealed class PromptThreadTests
{
    private static readonly Version FirstKernel = new(6, 12);

    [Fact]
    public void Begin_OnAKernelThatHasSlices_IsTaken()
    {
        var taken = false;
        var thread = new Thread(() => taken = PromptThread.Begin());
        thread.Start();
        thread.Join();

        Assert.Equal(Environment.OSVersion.Version >= FirstKernel, taken);
    }
}
