namespace Learning.Web.Features.Demo;

/// <summary>What becomes of a hand-in afterwards.</summary>
internal enum DemoReview { None, Waiting, ChangesAsked, Approved }

/// <summary>
/// One hand-in of the demo. <c>Answer</c>: which of the answers that ship with the exercise, or <c>starter</c>. <c>At</c>: hours before now.
/// <c>Line</c> and <c>Remark</c>: what the mentor says, and where.
/// </summary>
internal sealed record DemoStep(string Who, string Exercise, string Answer, double At, DemoReview Review = DemoReview.None, int? Line = null, string? Remark = null, string? Summary = null);

/// <summary>A few days of three learners. Every hand-in of it is really run and judged; only the hours before now are chosen.</summary>
internal static class DemoStory
{
    public const string Learner = "learner@demo.example";
    public const string Mentor = "mentor@demo.example";
    public const string Ines = "ines@demo.example";
    public const string Tom = "tom@demo.example";
    public const string Cohort = "Demo cohort";

    public static readonly IReadOnlyList<(string Name, string Email)> Peers = [("Demo Learner Ines", Ines), ("Demo Learner Tom", Tom)];

    public static readonly IReadOnlyList<DemoStep> Steps =
    [
        new(Learner, "transactions-by-category", "starter", 124),
        new(Learner, "transactions-by-category", "category-then-time", 123.5),
        new(Learner, "transactions-by-category", "category-leads", 122.8, DemoReview.Approved, 1,
            "Both columns are compared for equality, so either may lead. Which other query of this table would decide it?",
            "A good index, found in three steps. Next time say in a sentence why the second one still read too much."),
        new(Ines, "feed-n-plus-one", "starter", 76),
        new(Tom, "feed-n-plus-one", "starter", 74),
        new(Ines, "feed-n-plus-one", "include-whole-users", 73, DemoReview.Waiting),
        new(Learner, "feed-n-plus-one", "starter", 51),
        new(Learner, "feed-n-plus-one", "include-whole-users", 50, DemoReview.ChangesAsked, 12,
            "One statement now, and that was the first half. Which columns of the author does the page show, and which does `Include` bring?",
            "The loop is gone. What is left is width: send what is shown."),
        new(Tom, "feed-n-plus-one", "include-whole-users", 30, DemoReview.Waiting),
        new(Learner, "open-invoices", "index-on-status", 22, DemoReview.Waiting),
    ];

    /// <summary>Lessons that the learner has read, and how many hours ago.</summary>
    public static readonly IReadOnlyList<(string Lesson, double At)> Read =
    [
        ("measure-first/latency-and-percentiles", 150), ("queries-from-code/what-a-round-trip-costs", 53), ("queries-from-code/n-plus-one-and-its-relatives", 52),
        ("indexes-and-plans/how-a-b-tree-finds-rows", 126), ("indexes-and-plans/reading-explain", 125),
    ];

    /// <summary>A question under an exercise, and the mentor's answer to it.</summary>
    public static readonly IReadOnlyList<(string Place, string Who, string Question, string Answer, bool GivesAway, double At)> Talks =
    [
        ("exercises/feed-n-plus-one", Ines, "Is a second query allowed, or does it have to be one?",
            "Two are fine, as long as it stays two however many posts there are. Look at the growth chart of your report.", true, 72),
        ("learn/indexes-and-plans/reading-explain", Tom, "Are the costs milliseconds?",
            "No. They are units of their own, of which one page read in order is 1. `actual time` is milliseconds.", false, 60),
    ];
}
