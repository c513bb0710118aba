using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Tests.Clusters;
using Npgsql;

namespace Learning.Sandbox.Tests.Attempts;

/// <summary>What the trusted role finds in data that an answer wrote. The state queries here make what a learner could have written.</summary>
public sealed class TrustedReadsTests(BookClusters books) : IClassFixture<BookClusters>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task State_OrdinaryRows_IsRead()
    {
        var (state, outcome) = await StateAsync("SELECT id, title, NULL::int AS nothing, ARRAY[1, 2] AS pair, repeat('é', 3) AS text FROM book WHERE id < 3 ORDER BY id");

        Assert.Equal(OutcomeKind.Completed, outcome.Kind);
        Assert.Equal("""[{"id":1,"title":"book 1","nothing":null,"pair":[1,2],"text":"ééé"},{"id":2,"title":"book 2","nothing":null,"pair":[1,2],"text":"ééé"}]""", state);
    }

    [Fact]
    public async Task State_ValueLargerThanAReadBuffer_IsWhole()
    {
        var (state, _) = await StateAsync("SELECT 1 AS before, repeat('é', 300000) AS text, 2 AS after");

        Assert.Equal($$"""[{"before":1,"text":"{{new string('é', 300_000)}}","after":2}]""", state);
    }

    /// <summary>All of it would be up to ten terabytes: it ends because the rest is not read.</summary>
    [Theory]
    [InlineData("SELECT repeat('x', 100000000 - n) AS title FROM generate_series(1, 100000) AS n", "16 MB")]
    [InlineData("SELECT repeat('x', 3000000 + n) AS title FROM generate_series(1, 100000) AS n", "16 MB")]
    [InlineData("SELECT convert_to(repeat('x', 3000000 + n), 'UTF8') AS title FROM generate_series(1, 100000) AS n", "16 MB")]
    [InlineData("SELECT repeat('x', 1000) AS title, generate_series(1, 1000000000) AS n", "16 MB")]
    [InlineData("SELECT generate_series(1, 1000000000) AS n", "100,000 rows")]
    public async Task State_LargerThanIsRead_IsAnOutputLimit(string query, string named)
    {
        var (state, outcome) = await StateAsync(query).WaitAsync(Patience);

        Assert.Equal((null, OutcomeKind.OutputLimit), (state, outcome.Kind));
        Assert.StartsWith($"Stopped at {named}", outcome.Message, StringComparison.Ordinal);
        Assert.Equal("""[{"n":1}]""", (await StateAsync("SELECT 1 AS n")).State);
    }

    [Theory]
    [InlineData("SELECT 1 / (id - id) AS n FROM book", "division by zero (22012)")]
    [InlineData("SELECT id * 2000000000 AS n FROM book", "integer out of range (22003)")]
    [InlineData("SELECT title::int AS n FROM book", "(22P02)")]
    [InlineData("SELECT (SELECT id FROM book AS other WHERE other.shelf = book.shelf) AS n FROM book", "(21000)")]
    [InlineData("SELECT repeat('x', 1100000000) AS n", "(54000)")]
    [InlineData("SELECT 1e50::numeric AS n FROM book", "Decimal")]
    [InlineData("SELECT 'NaN'::numeric AS n FROM book", "NaN")]
    [InlineData("SELECT date '20000-01-01' AS n FROM book", "")]
    [InlineData("SELECT timestamptz '20000-01-01' AS n FROM book", "DateTime")]
    [InlineData("SELECT time with time zone '10:00+15:30' AS n FROM book", "")]
    public async Task State_ThatItsDataMakesUnreadable_IsARuntimeError(string query, string named)
    {
        var (state, outcome) = await StateAsync(query);

        Assert.Equal((null, OutcomeKind.RuntimeError), (state, outcome.Kind));
        Assert.StartsWith("What the answer left in the data cannot be read", outcome.Message, StringComparison.Ordinal);
        Assert.Contains(named, outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT titel FROM book")]
    [InlineData("SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(5)::text")]
    [InlineData("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(5)::text")]
    public Task State_ThatFailsByItself_IsOurFault(string query) => Assert.ThrowsAsync<InfrastructureException>(() => StateAsync(query));

    [Theory]
    [InlineData("22P05", "unsupported Unicode escape sequence", true)]
    [InlineData("21000", "more than one row returned by a subquery used as an expression", true)]
    [InlineData("54000", "requested length too large", true)]
    [InlineData("53200", "out of memory", true)]
    [InlineData("XX000", "invalid memory alloc request size 1077936128", true)]
    [InlineData("XX000", "could not read blocks 3..3 in file", false)]
    [InlineData("53100", "could not extend file: No space left on device", false)]
    [InlineData("57P01", "terminating connection due to administrator command", false)]
    [InlineData("57014", "canceling statement due to user request", false)]
    [InlineData("42703", "column does not exist", false)]
    [InlineData("40P01", "deadlock detected", false)]
    [InlineData("08006", "connection failure", false)]
    public void Fault_ByItsState_IsTheDatasOrOurs(string state, string message, bool itsData) =>
        Assert.Equal(itsData, ValueFaults.Explain(new PostgresException(message, "ERROR", "ERROR", state)));

    /// <summary>JSON that jsonb does not take: a character that PostgreSQL has not, a number that it has not.</summary>
    [Theory]
    [InlineData("""[{"rows":[{"a":"\u0000"}]}]""", "(22P05)")]
    [InlineData("""[{"rows":[{"a":1e999999}]}]""", "(22003)")]
    [InlineData("""[{"rows":[{"a":"\ud800"}]}]""", "(22P02)")]
    [InlineData(null, "too large")]
    public async Task Broken_AnswersThatCannotBeAsked_AreRefusedInASentence(string? answers, string named)
    {
        var (broken, refused) = await BrokenAsync("SELECT call FROM jsonb_array_elements(@answers) AS call WHERE false", answers);

        Assert.Empty(broken);
        Assert.StartsWith("Whether 'Nothing is lost' holds cannot be asked", refused, StringComparison.Ordinal);
        Assert.Contains(named, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_DataThatCannotBeAsked_IsRefusedInASentence() =>
        Assert.Contains("integer out of range", (await BrokenAsync("SELECT 1 FROM book WHERE id * 2000000000 > 1", "[]")).Refused, StringComparison.Ordinal);

    [Fact]
    public async Task Broken_AskedOfTheDataAlone_NeedsNoAnswers()
    {
        var (broken, refused) = await BrokenAsync("SELECT id FROM book WHERE shelf > 10", null);

        Assert.Empty(broken);
        Assert.Null(refused);
    }

    [Fact]
    public async Task Broken_ByALargeRow_ShowsItsBeginning()
    {
        var (broken, refused) = await BrokenAsync("SELECT repeat('x', 5000000) AS text FROM book WHERE id < 3", "[]");

        Assert.Null(refused);
        Assert.Equal(("Nothing is lost", 2, 4_000), (broken[0].Name, broken[0].Rows, broken[0].Example.Length));
    }

    [Fact]
    public Task Broken_ThatFailsByItself_IsOurFault() => Assert.ThrowsAsync<InfrastructureException>(() => BrokenAsync("SELECT titel FROM book", "[]"));

    private Task<(IReadOnlyList<BrokenInvariant> Broken, string? Refused)> BrokenAsync(string violations, string? answers) =>
        new TrustedReads(BookClusters.Exercise, books.Cluster).BrokenAsync("visible", [new Invariant("Nothing is lost", violations)], answers, CancellationToken.None);

    private Task<(string? State, RunOutcome Outcome)> StateAsync(string query)
    {
        var exercise = BookClusters.Exercise with { Data = BookClusters.Exercise.Data with { Changes = new(["book"], query) } };
        return new TrustedReads(exercise, books.Cluster).StateAsync("visible", CancellationToken.None);
    }
}
