using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents.Instruments;

namespace Learning.Sandbox.Tests.Incidents;

public sealed class ActivityLookTests
{
    /// <summary>The application's session 1 waits for the learner's 2, which waits for 3.</summary>
    [Theory]
    [InlineData("active", "Lock/relation", 1)]
    [InlineData("active", "Timeout/PgSleep", 1)]
    [InlineData("idle in transaction", null, 1)]
    [InlineData("active", null, 0)]
    [InlineData("active", "IO/DataFileRead", 0)]
    public void BlockedByLearner_Standing_IsByWhoDoesNotWork(string state, string? wait, int standing)
    {
        ActivityRow[] rows = [Session(1, "active", "Lock/relation", [2]), Session(2, state, wait, [3], learner: true), Session(3, "idle in transaction", null, [])];

        Assert.Equal((1, standing), (ActivityLook.BlockedByLearner(rows, "api"), ActivityLook.BlockedByLearner(rows, "api", standing: true)));
    }

    [Fact]
    public void BlockedByLearner_BehindOneWhoWorks_ButWaitsForAnotherOfTheLearners_Stands() =>
        Assert.Equal(1, ActivityLook.BlockedByLearner(
            [Session(1, "active", "Lock/relation", [2, 3]), Session(2, "active", null, [], learner: true), Session(3, "idle in transaction", null, [], learner: true)], "api", standing: true));

    private static ActivityRow Session(int pid, string state, string? wait, int[] blockedBy, bool learner = false) =>
        new(pid, learner || pid == 3 ? "oncall" : "api", "", state, 1, wait, blockedBy, "", learner);
}
