namespace Learning.Web.Features.Assessments;

/// <summary>What a candidate may use. Allowed: whatever they ask an AI tool is theirs to say; nothing is provided or spied on.</summary>
public enum AiPolicy { Forbidden, Declare, Allowed }

/// <summary>What a candidate sees while they sit. Nothing: only that it was received. Verdict: passed or not, and the headline. Report: the whole report, as learners see it.</summary>
public enum CandidateFeedback { Nothing, Verdict, Report }

public enum TaskKind { Exercise, Incident }

/// <summary>One assessment, whole: what the builder writes, what is frozen when it is published, and what the pages of a sitting read.</summary>
public sealed record AssessmentPlan
{
    public required IReadOnlyList<PlannedTask> Tasks { get; init; }
    /// <summary>The time box, before a candidate's factor.</summary>
    public required int Minutes { get; init; }
    /// <summary>When it may be begun. Null: from the invitation on.</summary>
    public DateTimeOffset? OpensAt { get; init; }
    /// <summary>When it has to be begun by. Who begins in time has the whole time box.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
    /// <summary>Graded hand-ins per exercise; null for as many as fit. Tries, and what we could not grade, never count.</summary>
    public int? Attempts { get; init; }
    public CandidateFeedback Feedback { get; init; } = CandidateFeedback.Verdict;
    public AiPolicy Ai { get; init; } = AiPolicy.Declare;
    /// <summary>Two questions about the own evidence, five minutes each, after the tasks.</summary>
    public bool Defend { get; init; } = true;
    public IReadOnlyList<RubricRow> Rubric { get; init; } = [];
    /// <summary>Days after the hand-in until name, address and texts are taken away by themselves.</summary>
    public int RetentionDays { get; init; } = 180;
    /// <summary>How long an invitation is good, in days.</summary>
    public int InvitationDays { get; init; } = 14;
    /// <summary>What the organisation says on the start page, Markdown.</summary>
    public string Welcome { get; init; } = "";
    /// <summary>Whom a candidate may ask: a name and an address.</summary>
    public string Contact { get; init; } = "";

    public int Points => Tasks.Sum(task => task.Weight);
}

public sealed record PlannedTask
{
    public required TaskKind Kind { get; init; }
    public required string Slug { get; init; }
    /// <summary>Points.</summary>
    public required int Weight { get; init; }
    /// <summary>How long it should take; said to the candidate, and ends nothing.</summary>
    public required int Minutes { get; init; }
    /// <summary>Set when published: the content that every candidate of the revision gets.</summary>
    public string? Revision { get; init; }
    /// <summary>Set when published: how many variants are drawn from; null where the exercise has none.</summary>
    public int? Variants { get; init; }
}

/// <summary>A row that markers score from 0 to 4.</summary>
public sealed record RubricRow(string Key, string Title, IReadOnlyList<string> Levels);
