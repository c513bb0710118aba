using Learning.Grading.Traces;

namespace Learning.Sandbox.Attempts;

/// <summary>An SQL answer taken apart: DDL for the owner, one query for the learner's role (the starter's when the file has none).</summary>
internal sealed record SqlAnswer(IReadOnlyList<SqlPart> Ddl, SqlPart Query)
{
    /// <summary>Where the query stands in the learner's file; null when it is the starter's.</summary>
    public int? QueryLine { get; init; }

    public const string Allowed = "CREATE INDEX, CREATE STATISTICS, DROP INDEX, ANALYZE and one query (SELECT or WITH)";

    public static SqlAnswer? Parse(string source, string starter, out RunOutcome outcome)
    {
        var parts = SqlScript.Split(source);
        outcome = RunOutcome.Completed;
        if (parts.FirstOrDefault(part => part.Kind == SqlPartKind.NotAllowed) is { } refused)
            outcome = SqlFaults.At(refused, $"This statement is not run here. An answer is made of {Allowed}.");
        else if (parts.Where(part => part.Kind == SqlPartKind.Query).ElementAtOrDefault(1) is { } second)
            outcome = SqlFaults.At(second, "There are two queries; keep the one to be judged.");
        else if (parts.FirstOrDefault(part => part.Kind == SqlPartKind.Ddl && part.Text.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase)) is { } concurrent)
            outcome = SqlFaults.At(concurrent, "Leave CONCURRENTLY out here: nobody else uses this table. On a live one it is the right habit.");
        if (outcome.Kind != OutcomeKind.Completed)
            return null;

        var own = parts.FirstOrDefault(part => part.Kind == SqlPartKind.Query);
        return new([.. parts.Where(part => part.Kind == SqlPartKind.Ddl)], own ?? SqlScript.Split(starter).First(part => part.Kind == SqlPartKind.Query)) { QueryLine = own?.CodeLine };
    }
}
