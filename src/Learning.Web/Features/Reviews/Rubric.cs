namespace Learning.Web.Features.Reviews;

public sealed record RubricRow(string Name, string Hint);

/// <summary>Four rows, graded 1 to 4: what a mentor looks for, named before they look.</summary>
public static class Rubric
{
    public static IReadOnlyList<RubricRow> OfCode { get; } =
    [
        new("Finds the cause", "Treats what the evidence names, not its symptom"),
        new("Fixes it at the right place", "In the statement, the plan or the schema; no cache as a plaster"),
        new("Sends only what is shown", "Columns, rows and round trips fit the answer"),
        new("Keeps the answer exact", "Order, ties, empty and odd input"),
    ];

    public static IReadOnlyList<RubricRow> OfPostmortems { get; } =
    [
        new("Says what customers saw", "Impact and duration, in figures"),
        new("Finds the causes", "Asks why until the answer is about the system"),
        new("Cites its evidence", "Each claim can be looked up"),
        new("Changes the system", "Actions with an owner, not people's attention"),
    ];
}
