namespace Learning.Web.Features.Assessments;

/// <summary>Rubric rows that have proved useful, each with a guideline for every level.</summary>
internal static class RubricTemplates
{
    public static readonly IReadOnlyList<RubricRow> OfExercises =
    [
        new("right-first", "Right first",
        [
            "No answer that returns the right rows.",
            "Right on the visible data; loses or doubles rows on others.",
            "Right on all data sets, after several hand-ins that were not.",
            "Right on all data sets; edge cases such as ties and empty input are handled.",
            "Right from the first hand-in, and says which edge cases were thought of.",
        ]),
        new("frugal", "Frugal",
        [
            "As many statements, rows or pages as the starter, or more.",
            "Less than the starter, still growing with the data.",
            "Within the budget for the data at hand; grows slower than before.",
            "Within the budget at every size that was measured.",
            "As frugal as the reference, with nothing in it that is not needed.",
        ]),
        new("plan", "Understands the plan",
        [
            "Does not look at plan or statements.",
            "Names a node or a statement, without what it costs.",
            "Names the node or the statements that cost most.",
            "Says why the planner chose so, and what would change its choice.",
            "Predicts the plan after the change, and checks the prediction.",
        ]),
        new("cost", "Cost to own",
        [
            "Cure costs more than the illness: writes, space or locks are ignored.",
            "Names a price, without a size.",
            "Says what the change costs writers and disk, roughly.",
            "Weighs the price against another way, and chooses for a reason.",
            "Measured the price, and says when the choice would have to be another.",
        ]),
    ];

    public static readonly IReadOnlyList<RubricRow> OfIncidents =
    [
        new("cause", "Finds the cause",
        [
            "No cause, or one that the evidence contradicts.",
            "Names a symptom (slow, pool full) as the cause.",
            "Names the cause, among other guesses.",
            "Names the cause and the chain from it to what customers saw.",
            "Names the cause, the chain, and what was ruled out by which evidence.",
        ]),
        new("contain", "Contains before curing",
        [
            "Made it worse, or did nothing for the customers.",
            "Waited for the cure while a lever was at hand.",
            "Contained it, late or by a lever with side effects that were not named.",
            "Contained it early, and said what that costs.",
            "Contained it early by the smallest lever, and took it back after the cure.",
        ]),
        new("prevent", "Prevents the next one",
        [
            "Nothing that would prevent it.",
            "“Be more careful”, or a lesson for a person.",
            "One change to the system that would have helped.",
            "Changes that stop this kind, and an alarm that would have seen it.",
            "Changes ranked by effect and price, with an owner for each.",
        ]),
        new("explain", "Explains with evidence",
        [
            "No explanation.",
            "Claims without evidence.",
            "Some claims cite evidence; others cannot be checked.",
            "Every important claim cites evidence that shows it.",
            "Every claim cites evidence; says how sure it is, and what would change that.",
        ]),
    ];

    public static readonly IReadOnlyList<RubricRow> All = [.. OfExercises, .. OfIncidents];
}
