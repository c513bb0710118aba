using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Sandbox.Attempts;

/// <summary>An SQL answer taken apart: DDL for the owner, one query for the learner's role (the starter's when the file has only DDL).</summary>
internal sealed record SqlAnswer(IReadOnlyList<SqlPart> Ddl, SqlPart Query)
{
    /// <summary>Where the query stands in the learner's file; null when it is the starter's.</summary>
    public int? QueryLine { get; init; }

    /// <summary>Null when it cannot be run: the outcome says which rule it breaks, where, and what to do instead.</summary>
    public static SqlAnswer? Parse(string source, Exercise exercise, out RunOutcome outcome)
    {
        var parts = SqlScript.Split(source);
        var broken = SqlRules.Broken(source, parts, exercise);
        outcome = broken ?? RunOutcome.Completed;
        if (broken is not null)
            return null;

        var own = parts.FirstOrDefault(part => part.Kind == SqlPartKind.Query);
        return new([.. parts.Where(part => part.Kind == SqlPartKind.Ddl)], own ?? SqlScript.Split(exercise.Starter.Text).First(part => part.Kind == SqlPartKind.Query)) { QueryLine = own?.CodeLine };
    }
}
