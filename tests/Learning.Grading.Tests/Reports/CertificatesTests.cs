using Learning.Grading.Checks;
using Learning.Grading.Reports;
using Learning.Grading.Tests.Checks;
using Learning.Grading.Traces;

namespace Learning.Grading.Tests.Reports;

public sealed class CertificatesTests
{
    [Theory]
    [InlineData(Verdict.OverBudget, "would not change")]
    [InlineData(Verdict.Inconclusive, "could change")]
    public void Certificate_DecidedUnderLoad_SpeaksOfTheLoadAndNotOfTheSingleCalls(Verdict verdict, string sentence)
    {
        var certificate = Certificates.For(verdict, GradeMode.Submit, Timed(), [], new() { Name = "Under load", Status = StageStatus.Failed, Message = "", Mark = "M6" });

        Assert.Contains(sentence, certificate.Sentence, StringComparison.Ordinal);
        Assert.Contains("The ratio under load is a median of 10 interleaved pairs of rounds, 3.0× with a 99 % interval of [3.00, 3.00].", certificate.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("The time ratio", certificate.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_Passed_CoversEveryNumber()
    {
        CheckResult Found(string mark) => new() { Name = mark, Status = StageStatus.Passed, Message = "", Mark = mark, Measurement = Measured.Timed(10, 1, 1, 1, 2) };
        StageResult[] stages = [new("Planned", StageStatus.Passed, "", [Found("P1"), Found("M2")]), new("Fast", StageStatus.Passed, "", [Found("M5"), Found("M6")])];

        var certificate = Certificates.For(Verdict.Passed, GradeMode.Submit, Timed(), stages, null);

        Assert.StartsWith("Of 4 numbers judged, 2 are counted, on 2 runs beside the reference, and 2 are timed. The time ratio is a median of 10", certificate.Why, StringComparison.Ordinal);
        Assert.Contains("The ratio under load", certificate.Why, StringComparison.Ordinal);
    }

    private static Evidence Timed() => Given.Plans(null) with
    {
        Latency = new([.. Enumerable.Repeat(new LatencyPair(new(1, 1, 0, "[]"), new(1, 1, 0, "[]")), 10)]),
        Load = new(20, 4, [.. Enumerable.Repeat(new LoadRound(new([3, 3], 10), new([1, 1], 10)), 10)]),
    };
}
