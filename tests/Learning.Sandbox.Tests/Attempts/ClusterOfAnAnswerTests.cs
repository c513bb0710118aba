using Learning.Grading;
using Learning.Grading.Reports;

namespace Learning.Sandbox.Tests.Attempts;

/// <summary>What an answer makes its own database do is the answer's doing: else a fault of ours, which costs no attempt and stops clocks, could be had at will.</summary>
[Collection(nameof(LabSandbox))]
public sealed class ClusterOfAnAnswerTests(LabSandbox lab)
{
    [Fact]
    public async Task Grade_QueryThatTakesTheServersMemory_IsStoppedAtTheLimitAndNotOurFault()
    {
        const string hungry = """
            SELECT length(string_agg(repeat('x', 900), '')) + length(string_agg(repeat('y', 900), '')) + length(string_agg(repeat('z', 900), '')) AS id
            FROM generate_series(1, 1000000)
            """;

        var graded = await new Grader(lab.Sandbox, TimeProvider.System).GradeAsync(lab.Transactions, hungry, GradeMode.Submit, progress: null, CancellationToken.None);

        Assert.Equal(Verdict.MemoryLimit, graded.Report.Verdict);
        Assert.Contains("2,048 MB", graded.Report.Summary + graded.Report.Headline, StringComparison.Ordinal);
    }
}
