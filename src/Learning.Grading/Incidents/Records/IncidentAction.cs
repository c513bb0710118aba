namespace Learning.Grading.Incidents.Records;

public enum ActionKind { Statement, Lever, Signal, Event, Stage, Hint, Evidence, Lab }

/// <summary>
/// Something that was done: by the learner (statements, levers, signals, stages), by the story (events), or by the lab. Entries are numbered
/// for the charts' markers.
/// </summary>
public sealed record IncidentAction
{
    /// <summary>1, 2, 3 …</summary>
    public required int Number { get; init; }
    public required double At { get; init; }
    public required ActionKind Kind { get; init; }
    public required bool ByLearner { get; init; }
    /// <summary>One line, plain text.</summary>
    public required string Text { get; init; }
    /// <summary>For statements: Q and their own number, as evidence marks have it.</summary>
    public string? Mark { get; init; }
    public StatementRecord? Statement { get; init; }
    /// <summary>P95 of all requests at that moment, in ms.</summary>
    public double? P95 { get; init; }
    /// <summary>Worth a marker on the charts: it changed something, or somebody else did it.</summary>
    public bool Marked { get; init; }
    /// <summary>Sessions of the application's that a statement ended while they were at work.</summary>
    public int Ended { get; init; }
    /// <summary>What was unsafe about it, in a sentence; null: nothing.</summary>
    public string? Unsafe { get; init; }
}

/// <summary>One statement of the console and what it came to.</summary>
public sealed record StatementRecord
{
    /// <summary>The <see cref="Tag"/> of what was cancelled because nobody reads so many rows.</summary>
    public const string StoppedTag = "STOPPED";

    public required string Session { get; init; }
    public required string Sql { get; init; }
    public required StatementDoes Does { get; init; }
    /// <summary>Null while it runs.</summary>
    public double? ElapsedMs { get; init; }
    /// <summary>What PostgreSQL says it did, "SELECT 50"; null while it runs or when it failed.</summary>
    public string? Tag { get; init; }
    public StatementError? Error { get; init; }
    public IReadOnlyList<string> Columns { get; init; } = [];
    /// <summary>At most 200; null is NULL.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; } = [];
    public long RowCount { get; init; }
    public IReadOnlyList<string> Notices { get; init; } = [];
    /// <summary>EXPLAIN's answer in JSON, when it was an EXPLAIN of the text form or of JSON; the rows then hold the text form.</summary>
    public string? Plan { get; init; }
    /// <summary>Shared hit and read, when the plan has them.</summary>
    public long? Buffers { get; init; }
}

/// <summary><c>Position</c>: 1-based, in the statement; 0: unknown.</summary>
public sealed record StatementError(string SqlState, string Message, string? Detail, string? Hint, int Position);

/// <summary>What a statement does, by its first words.</summary>
public enum StatementDoes { Look, Explain, Analyze, CreateIndex, DropIndex, Reindex, Signal, ChangeTable, ChangeData, DropTable, Transaction, Set, Vacuum, Other }

/// <summary>A moment that the learner kept to cite: a statement, a look at the locks, or a moment of the charts. <c>Mark</c>: Q6, L1, C1, S1 (top statements). <c>Kind</c>: What kind of evidence it is; a postmortem's sections ask for kinds. <c>Title</c>: One line. <c>Action</c>: Number of the action, for statements.</summary>
public sealed record KeptEvidence(string Mark, EvidenceSort Kind, double At, string Title, int? Action = null);

public enum EvidenceSort { Query, Plan, Locks, Chart, Statements, Statistics }
