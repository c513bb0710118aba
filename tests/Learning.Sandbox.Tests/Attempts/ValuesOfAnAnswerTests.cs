using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Sandbox.Tests.Attempts;

/// <summary>What an answer writes and gives back is the answer's doing: else a fault of ours, which costs no attempt and stops clocks, could be had at will.</summary>
[Collection(nameof(LabSandbox))]
[Trait("Category", "Long")]
public sealed class ValuesOfAnAnswerTests(LabSandbox lab)
{
    [Theory]
    [InlineData("1, repeat('x', 100000000 - n) FROM generate_series(1, 3) AS n", OutcomeKind.OutputLimit, "16 MB")]
    [InlineData("1, '' FROM generate_series(1, 100001) AS n", OutcomeKind.OutputLimit, "100,000 rows")]
    [InlineData("'NaN', '' FROM generate_series(1, 3) AS n", OutcomeKind.RuntimeError, "NaN")]
    public async Task Visible_StateThatCannotBeRead_IsTheAnswersOutcome(string values, OutcomeKind kind, string named)
    {
        var stopped = await StoppedAsync(lab.Library.Find("statement-import")!, EvidenceKind.Visible, $$"""
            using Microsoft.EntityFrameworkCore;

            public sealed class StatementImport(BankContext db)
            {
                public async Task<ImportResult> ImportAsync(int accountId, string lines)
                {
                    await db.Database.ExecuteSqlRawAsync("INSERT INTO bookings (account_id, reference, booked_at, amount, text) SELECT 1000000, gen_random_uuid()::text, now(), {{values}}");
                    return new ImportResult(0, 0);
                }
            }
            """);

        Assert.Equal(kind, stopped.Kind);
        Assert.Contains(named, stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"\\0\"", "(22P05)")]
    [InlineData("new string('x', 1_000_000)", "too large")]
    public async Task Crowd_AnswersThatNoInvariantCanBeAskedOf_AreTheAnswersOutcome(string note, string named)
    {
        var stopped = await StoppedAsync(lab.Library.Find("last-items-in-stock")!, EvidenceKind.Crowd, $$"""
            public sealed class StockDesk(ShopContext db)
            {
                public object ReserveAsync(int productId, int customerId, int quantity) => new { Accepted = false, Note = {{note}}, Shop = db is null };
            }
            """);

        Assert.Equal(OutcomeKind.RuntimeError, stopped.Kind);
        Assert.Contains(named, stopped.Message, StringComparison.Ordinal);
    }

    private async Task<RunOutcome> StoppedAsync(Exercise exercise, EvidenceKind kind, string source)
    {
        await using var attempt = await lab.Sandbox.OpenAsync(exercise, source, CancellationToken.None);
        Assert.True(attempt.Prepared.Prepared.Kind == OutcomeKind.Completed, attempt.Prepared.Prepared.Message);
        var evidence = await attempt.GatherAsync(kind, attempt.Prepared, CancellationToken.None);
        return evidence.Stopped ?? RunOutcome.Completed;
    }
}
