using Learning.Grading.Traces;
using Npgsql;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// Queries of ours that fail because of values that an answer wrote or gave back. That is the answer's outcome: were it a fault of ours, whoever writes such a
/// value would have one at will. Where the same happens beside the reference it is ours still, since a reference has to complete.
/// </summary>
internal static class ValueFaults
{
    /// <summary>
    /// True where a query that runs on other data can fail by its data alone: a value out of range or not readable as what it is cast to (class 22), two rows
    /// where one is meant (21), a value past what the server can build (54, and memory, which on the answer's cluster nobody else uses up).
    /// </summary>
    public static bool Explain(PostgresException error) =>
        error.SqlState is ['2', '1' or '2', ..] or ['5', '4', ..] or PostgresErrorCodes.OutOfMemory
        // Two long texts put together: the server has no state of its own for it.
        || error.MessageText.StartsWith("invalid memory alloc request size", StringComparison.Ordinal);

    public static string Said(PostgresException error) => $"{error.MessageText} ({error.SqlState})";

    /// <summary>What was left in the data is more than is read; <paramref name="passed"/> is the limit.</summary>
    public static RunOutcome TooMuchLeft(string passed) => new()
    {
        Kind = OutcomeKind.OutputLimit,
        Message = $"Stopped at {passed} that the answer left in the data: write only what the exercise asks for.",
    };

    /// <summary>What was left in the data takes longer to read than is waited for.</summary>
    public static RunOutcome TooLongToRead(int seconds) => new()
    {
        Kind = OutcomeKind.OutputLimit,
        Message = $"Stopped: what the answer left in the data was not read in {seconds} s. Write only what the exercise asks for.",
    };

    /// <summary>What was left in the data cannot be read.</summary>
    public static RunOutcome Unreadable(string why) => new()
    {
        Kind = OutcomeKind.RuntimeError,
        Message = $"What the answer left in the data cannot be read and compared: {why.TrimEnd('.')}. Write values of the kind and size that the columns are for.",
    };

    /// <summary>A promise cannot be looked at; <paramref name="why"/> says what stands in the way.</summary>
    public static string NotAsked(string promise, string why) =>
        $"Whether '{promise}' holds cannot be asked of what the calls wrote and answered: {why}. Write and answer values that fit, without the character zero and without numbers that PostgreSQL's numeric does not hold.";
}
