using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Tests.Jails;

public sealed class BubblewrapJailTests
{
    [Fact]
    public void Probe_WhereTestsRun_FindsNothingMissing() => Assert.Null(BubblewrapJail.Probe());
}
