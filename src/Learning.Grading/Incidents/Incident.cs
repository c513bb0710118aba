namespace Learning.Grading.Incidents;

/// <summary>One incident folder, loaded and validated: a world, its load, what goes wrong in it, and how a session is judged. Immutable.</summary>
public sealed record Incident
{
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Level { get; init; }
    public required int Minutes { get; init; }
    public IReadOnlyList<string> Concepts { get; init; } = [];
    /// <summary>Slugs of the lessons worth reading first, as track/lesson.</summary>
    public IReadOnlyList<string> Lessons { get; init; } = [];
    /// <summary>What is drawn per session, name → choices. A text says {{name}} where it means the one that was drawn.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Names { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
    public required IReadOnlyList<IncidentStage> Stages { get; init; }
    public required IncidentWorld World { get; init; }
    public required IncidentWorkload Workload { get; init; }
    /// <summary>What happens by itself, in order of time.</summary>
    public required IReadOnlyList<IncidentEvent> Events { get; init; }
    public required IReadOnlyList<IncidentLever> Levers { get; init; }
    public required Deployment Deployment { get; init; }
    public required FixRules Fix { get; init; }
    public required IReadOnlyList<ExpertStep> Expert { get; init; }
    /// <summary>Scripted players that prove the scoring, each with the scores it must get.</summary>
    public IReadOnlyList<ScriptedPlayer> Players { get; init; } = [];
    /// <summary>First 16 hex digits of a SHA-256 over every file of the folder.</summary>
    public required string Revision { get; init; }

    public IncidentStage Stage(StageKind kind) => Stages.First(stage => stage.Kind == kind);
}

/// <summary>What a stage asks for. Any order of work is allowed; the order of stages is recommended.</summary>
public enum StageKind { Situation, Assessment, RootCause, Resolution, Postmortem }

/// <summary>A stage with its soft clock: being late costs nothing.</summary>
public sealed record IncidentStage
{
    public required StageKind Kind { get; init; }
    public required string Title { get; init; }
    /// <summary>0: no clock.</summary>
    public int SoftMinutes { get; init; }
    /// <summary>Markdown: what is known when the stage begins.</summary>
    public required string Brief { get; init; }
    /// <summary>The question to think about before <see cref="Reveal"/> is shown.</summary>
    public string? Think { get; init; }
    /// <summary>Markdown, shown once the learner has written a guess or chosen to skip.</summary>
    public string? Reveal { get; init; }
    /// <summary>What the stage asks to be named.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public IReadOnlyList<IncidentHint> Hints { get; init; } = [];
}

/// <summary>Markdown that helps, and what opening it takes off Detect.</summary>
public sealed record IncidentHint(string Text, int Cost);

public enum FindingKind
{
    /// <summary>One of <see cref="Finding.Options"/>, whose right one is <see cref="Finding.Right"/>.</summary>
    Choice,
    /// <summary>Any set of <see cref="Finding.Options"/>.</summary>
    Several,
    /// <summary>A name or a pid that the state of the database says is right.</summary>
    Text,
    /// <summary>A number within <see cref="Finding.Factor"/> of what the state of the database says.</summary>
    Number,
    /// <summary>Which request classes are hit: against what was measured.</summary>
    Classes,
    /// <summary>A sentence for people; not judged by machine.</summary>
    Note,
}

/// <summary>Something the learner is asked to find, judged by what was true in their own lab.</summary>
public sealed record Finding
{
    public required string Id { get; init; }
    public required string Ask { get; init; }
    public required FindingKind Kind { get; init; }
    public IReadOnlyList<string> Options { get; init; } = [];
    public IReadOnlyList<string> Right { get; init; } = [];
    /// <summary>
    /// SQL whose first column holds what is accepted; asked every few seconds, and what was true at any time counts. Of a choice: options that are as right
    /// as <see cref="Right"/> when it is answered.
    /// </summary>
    public string? Truth { get; init; }
    public double Factor { get; init; } = 1;
    /// <summary>Points of Detect.</summary>
    public int Points { get; init; }
    /// <summary>Said in the report beside a wrong answer, and to a right one.</summary>
    public string Because { get; init; } = "";
    /// <summary>The finding is asked only where the session drew this (name=value); null: always.</summary>
    public string? When { get; init; }
}

/// <summary>What the on-call engineer is told was deployed: entries of the log, and the change as a diff.</summary>
public sealed record Deployment
{
    public required IReadOnlyList<DeploymentEntry> Log { get; init; }
    public required IReadOnlyList<DeploymentFile> Files { get; init; }
}

/// <summary><c>Minutes</c>: Before the lab's first second; negative is earlier. <c>Text</c>: One line.</summary>
public sealed record DeploymentEntry(double Minutes, string Who, string Text);

/// <summary>A unified diff of one file.</summary>
public sealed record DeploymentFile(string Path, string Diff);

/// <param name="Title">What an expert does.</param>
/// <param name="Minute">About when.</param>
/// <param name="Why">One or two sentences.</param>
public sealed record ExpertStep(double Minute, string Title, string Why);
