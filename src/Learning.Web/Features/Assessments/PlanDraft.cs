namespace Learning.Web.Features.Assessments;

/// <summary>A plan while its fields are being filled in. Times are UTC.</summary>
public sealed class PlanDraft
{
    public string Name { get; set; } = "";
    public IList<PlannedTask> Tasks { get; init; } = [];
    public int Minutes { get; set; }
    public DateTime? OpensAt { get; set; }
    public DateTime? ClosesAt { get; set; }
    public int? Attempts { get; set; }
    public CandidateFeedback Feedback { get; set; }
    public AiPolicy Ai { get; set; }
    public bool Defend { get; set; }
    public IList<RubricDraft> Rubric { get; init; } = [];
    public int RetentionDays { get; set; }
    public int InvitationDays { get; set; }
    public string Welcome { get; set; } = "";
    public string Contact { get; set; } = "";

    public static PlanDraft Of(string name, AssessmentPlan plan) => new()
    {
        Name = name, Tasks = [.. plan.Tasks], Minutes = plan.Minutes, OpensAt = plan.OpensAt?.UtcDateTime, ClosesAt = plan.ClosesAt?.UtcDateTime, Attempts = plan.Attempts, Feedback = plan.Feedback,
        Ai = plan.Ai, Defend = plan.Defend, Rubric = [.. plan.Rubric.Select(row => new RubricDraft(row))], RetentionDays = plan.RetentionDays, InvitationDays = plan.InvitationDays,
        Welcome = plan.Welcome, Contact = plan.Contact,
    };

    public AssessmentPlan Plan() => new()
    {
        Tasks = [.. Tasks], Minutes = Minutes, OpensAt = Utc(OpensAt), ClosesAt = Utc(ClosesAt), Attempts = Attempts, Feedback = Feedback, Ai = Ai, Defend = Defend,
        Rubric = [.. Rubric.Select(row => new RubricRow(row.Key, row.Title.Trim(), [.. row.Levels.Select(level => level.Trim())]))],
        RetentionDays = RetentionDays, InvitationDays = InvitationDays, Welcome = Welcome.ReplaceLineEndings("\n"), Contact = Contact.Trim(),
    };

    /// <summary>A key that no row has.</summary>
    public string NewKey() => Enumerable.Range(1, 1000).Select(number => $"own-{number}").First(key => Rubric.All(row => row.Key != key));

    private static DateTimeOffset? Utc(DateTime? time) => time is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;
}

public sealed class RubricDraft(RubricRow row)
{
    public string Key { get; } = row.Key;
    public string Title { get; set; } = row.Title;
    public string[] Levels { get; } = [.. row.Levels.Concat(Enumerable.Repeat("", PlanRules.Levels)).Take(PlanRules.Levels)];
}
