using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Web.Features.Assessments;

namespace Learning.Web.Tests.Assessments;

public sealed class PlanRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly AssessmentPlan Good = new()
    {
        Minutes = 60, Contact = "Grace, grace@shop.example", Rubric = RubricTemplates.OfExercises,
        Tasks = [new() { Kind = TaskKind.Exercise, Slug = "one", Weight = 10, Minutes = 20 }, new() { Kind = TaskKind.Incident, Slug = "two", Weight = 20, Minutes = 40 }],
    };

    [Fact]
    public void Plan_ThatIsWhole_HasNothingAgainstIt()
    {
        Assert.Empty(Refuse(Good));
        Assert.Empty(Refuse(Good with { OpensAt = Now.AddDays(-1), ClosesAt = Now.AddDays(1), Attempts = 3, RetentionDays = 30 }));
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "no task", "no task yet" }, { "twice", "in the plan twice" }, { "weight 0", "weight of 0" }, { "weight 101", "weight of 101" }, { "task minutes", "planned with 0 minutes" }, { "two incidents", "more than one incident" },
        { "longer than the box", "planned with 60 minutes, and the time box is 59" }, { "no box", "time box is 0 minutes" }, { "overflow", "time box is 2,147,483,647" }, { "closes first", "closes before it opens" },
        { "closed", "over already" }, { "attempts", "Attempts have to be" }, { "retention 29", "kept for 29 days" }, { "retention 731", "kept for 731 days" }, { "invitation", "good for 0 days" },
        { "no rubric", "no row" }, { "four levels", "each of the levels 0 to 4" }, { "blank level", "each of the levels 0 to 4" }, { "same titles", "same title" }, { "untitled", "needs a title" },
        { "contact", "Name somebody" }, { "contact of two lines", "one line" }, { "welcome", "4,001 characters" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Plan_ThatIsBad_IsToldInOneSentence(string what, string says)
    {
        var row = RubricTemplates.OfExercises[0];
        var plan = what switch
        {
            "no task" => Good with { Tasks = [] },
            "twice" => Good with { Minutes = 80, Tasks = [Good.Tasks[0], Good.Tasks[1], Good.Tasks[0]] },
            "weight 0" => Good with { Tasks = [Good.Tasks[0] with { Weight = 0 }] },
            "weight 101" => Good with { Tasks = [Good.Tasks[0] with { Weight = 101 }] },
            "task minutes" => Good with { Tasks = [Good.Tasks[0] with { Minutes = 0 }] },
            "two incidents" => Good with { Minutes = 100, Tasks = [Good.Tasks[1], Good.Tasks[1] with { Slug = "three" }] },
            "longer than the box" => Good with { Minutes = 59 },
            "no box" => Good with { Minutes = 0 },
            "overflow" => Good with { Minutes = int.MaxValue, Tasks = [Good.Tasks[0]] },
            "closes first" => Good with { OpensAt = Now.AddDays(2), ClosesAt = Now.AddDays(1) },
            "closed" => Good with { ClosesAt = Now },
            "attempts" => Good with { Attempts = 0 },
            "retention 29" => Good with { RetentionDays = 29 },
            "retention 731" => Good with { RetentionDays = 731 },
            "invitation" => Good with { InvitationDays = 0 },
            "no rubric" => Good with { Rubric = [] },
            "four levels" => Good with { Rubric = [row with { Levels = [.. row.Levels.Take(4)] }] },
            "blank level" => Good with { Rubric = [row with { Levels = ["a", "b", " ", "d", "e"] }] },
            "same titles" => Good with { Rubric = [row, row with { Key = "own-1", Title = row.Title.ToUpperInvariant() }] },
            "untitled" => Good with { Rubric = [row with { Title = "" }] },
            "contact" => Good with { Contact = " " },
            "contact of two lines" => Good with { Contact = "Grace\nBcc: everybody" },
            _ => Good with { Welcome = new('w', 4001) },
        };

        Assert.Contains(says, Assert.Single(Refuse(plan)), StringComparison.Ordinal);
    }

    [Fact]
    public void Templates_WithTheExercisesThatShip_HaveOnlyTheContactAgainstThem()
    {
        var root = Path.Combine(AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("artifacts", StringComparison.Ordinal)], "exercises");
        var shelf = new TaskShelf(ExerciseLibrary.Load(root), IncidentLibrary.Load(root));
        foreach (var template in PlanTemplates.All.Where(each => each.Key != "empty"))
        {
            var plan = template.Plan(shelf);
            Assert.Equal(template.Tasks.Count, plan.Tasks.Count);
            Assert.Equal(100, plan.Points);
            Assert.Empty(PlanRules.Refuse(template.Name, plan with { Contact = "Grace" }, shelf, Now));
        }
    }

    [Fact]
    public void Changes_BetweenTwoPlans_AreNamed()
    {
        var now = Good with
        {
            Minutes = 90, Ai = AiPolicy.Forbidden, Tasks = [Good.Tasks[1] with { Weight = 30 }, Good.Tasks[0], new() { Kind = TaskKind.Exercise, Slug = "three", Weight = 5, Minutes = 5 }],
            Rubric = [.. Good.Rubric.Skip(1), new("own-1", "Own", ["0", "1", "2", "3", "4"])],
        };

        Assert.Equal(
        [
            "two, weight: 20 points → 30 points.", "three came in: 5 points, 5 min.", "The order of the tasks is another.", "Time box: 60 min → 90 min.",
            "AI tools: allowed, to be declared → not allowed.", "Rubric: “Right first” was taken out.", "Rubric: “Own” came in.",
        ], PlanChanges.Between("A", Good, "A", now, task => task.Slug));
        Assert.Empty(PlanChanges.Between("A", Good, "A", Good, task => task.Slug));
    }

    private static IReadOnlyList<string> Refuse(AssessmentPlan plan) => PlanRules.Refuse("Backend", plan, new(new([], []), new([], [])), Now);
}
