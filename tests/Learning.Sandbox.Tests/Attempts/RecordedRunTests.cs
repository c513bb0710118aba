using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;

namespace Learning.Sandbox.Tests.Attempts;

public sealed class RecordedRunTests
{
    [Fact]
    public void Unrecorded_MoreStatementsCountedThanKept_IsSaid()
    {
        Assert.Null(RecordedRun.Unrecorded(StatementTrace.Empty));
        Assert.StartsWith("It sent 2,001 statements", RecordedRun.Unrecorded(StatementTrace.Empty with { Count = 2_001 }), StringComparison.Ordinal);
    }
}
