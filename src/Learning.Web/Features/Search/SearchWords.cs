namespace Learning.Web.Features.Search;

/// <summary>Words of reports and of PostgreSQL that somebody may look up. <c>Anchor</c>: On the page of words.</summary>
internal sealed record KnownWord(string Anchor, string Name, string Meaning, string? Glyph = null, string? Tone = null, (string Title, string Href)? Read = null);

/// <summary>What the verdicts mean, and the SQLSTATEs that one meets here.</summary>
internal static class SearchWords
{
    public static readonly IReadOnlyList<KnownWord> Verdicts =
    [
        new("passed", "Passed", "The answer is right, on hidden data too, and every limit was kept. A certificate beside it says whether a re-run could change that.", "v-pass", "pass"),
        new("over-budget", "Over budget", "The answer is right, and it cost more than the exercise allows: statements, pages, bytes, or time against the reference.", "v-over", "over"),
        new("wrong-answer", "Wrong answer", "Rows are missing, too many, different, or in another order on at least one data set.", "v-wrong", "wrong"),
        new("does-not-compile", "Does not compile", "The compiler, or PostgreSQL before it ran anything, refused it. No attempt is used.", "v-wrong", "wrong"),
        new("runtime-error", "Stopped with an exception", "It began to run and threw. The report has the line and the message.", "v-wrong", "wrong"),
        new("time-limit", "Stopped at the time limit", "It was still running when its time was over. The report says what it was doing.", "v-over", "over"),
        new("memory-limit", "Stopped at the memory limit", "It needed more memory than it may have, usually by fetching far more rows than it shows.", "v-over", "over"),
        new("output-limit", "Stopped at the output limit", "It printed more than may be kept.", "v-over", "over"),
        new("inconclusive", "Not sure yet", "The times were too far apart to say. It runs again by itself, and no attempt is used.", "v-unsure", "unsure"),
        new("our-fault", "Our fault, not graded", "Something of ours failed. No attempt and no time is used; it can be handed in again.", "v-infra", "infra"),
    ];

    private static readonly (string, string) Locks = ("Check and change in one statement", "/learn/queries-from-code/check-and-change-in-one-statement");
    private static readonly (string, string) Pools = ("Round trips, throughput and Little's law", "/learn/measure-first/round-trips-throughput-and-littles-law");
    private static readonly (string, string) Batches = ("Writing in batches", "/learn/queries-from-code/writing-in-batches");

    public static readonly IReadOnlyList<KnownWord> SqlStates =
    [
        new("40001", "40001 serialization_failure", "Two transactions could not both have come first. Run the whole transaction again.", Read: Locks),
        new("40P01", "40P01 deadlock_detected", "Each waited for a row that the other had locked; PostgreSQL ended one of them.", Read: Locks),
        new("55P03", "55P03 lock_not_available", "A lock was not there at once (NOWAIT), or not within lock_timeout.", Read: Locks),
        new("23505", "23505 unique_violation", "A row with this key is there already. Where that is expected, ON CONFLICT says what to do.", Read: Batches),
        new("23503", "23503 foreign_key_violation", "The row that this one points to is not there, or others still point to the one that goes."),
        new("23514", "23514 check_violation", "A CHECK constraint says no: often the last guard against a lost update.", Read: Locks),
        new("53300", "53300 too_many_connections", "Every connection that the server allows is taken. A pool that is too large, or one that leaks, gets there.", Read: Pools),
        new("57014", "57014 query_canceled", "The statement was cancelled: by its client, or by statement_timeout."),
        new("57P01", "57P01 admin_shutdown", "The connection was ended from outside: pg_terminate_backend, or a restart."),
        new("25P02", "25P02 in_failed_sql_transaction", "An earlier statement of this transaction failed; nothing but a rollback is taken now."),
        new("42P01", "42P01 undefined_table", "There is no such table under this name and search_path."),
        new("42703", "42703 undefined_column", "There is no such column; upper-case names need quotes."),
    ];
}
