using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Npgsql;

namespace Learning.Sandbox.Scratch;

/// <summary>PostgreSQL's complaint, and what it means on a scratchpad.</summary>
internal static class ScratchWords
{
    public static RunOutcome Of(PostgresException error, SqlPart part, Exercise exercise)
    {
        var outcome = SqlFaults.From(error, part);
        return error.SqlState switch
        {
            PostgresErrorCodes.InsufficientPrivilege => outcome with { Message = $"{outcome.Message} {Rights(exercise)}" },
            PostgresErrorCodes.UndefinedParameter => outcome with { Message = $"{outcome.Message} The exercise has {exercise.Data.Arguments.Count}: {string.Join(", ", exercise.Data.Arguments.Select((argument, index) => $"${index + 1} is {argument.Name}"))}." },
            _ => outcome,
        };
    }

    private static string Rights(Exercise exercise) => exercise.Data.Changes?.Tables is { Count: > 0 } tables
        ? $"The scratchpad reads everything and writes to {string.Join(", ", tables)}."
        : "The scratchpad reads everything and changes nothing in this exercise.";
}
