using Learning.Grading.Checks;
using Learning.Grading.Exercises.Variants;

namespace Learning.Grading.Exercises;

public enum ExerciseLanguage { CSharp, Sql }

/// <summary>What an SQL answer may change besides its query.</summary>
public enum AllowedDdl { Indexes, None }

/// <summary>One exercise folder, loaded and validated. Immutable; <see cref="Revision"/> changes with anything that shapes a grade.</summary>
public sealed record Exercise
{
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Track { get; init; }
    public required string Level { get; init; }
    public required int Minutes { get; init; }
    public required ExerciseLanguage Language { get; init; }
    public IReadOnlyList<string> Concepts { get; init; } = [];
    /// <summary>Slugs of the lessons worth reading first, as track/lesson.</summary>
    public IReadOnlyList<string> Lessons { get; init; } = [];
    /// <summary>Markdown, one screen.</summary>
    public required string Brief { get; init; }
    /// <summary>Markdown, from a nudge to nearly the answer.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];
    /// <summary>The question to think about before the first submission.</summary>
    public string? Think { get; init; }
    /// <summary>The file that the learner edits, as it starts out.</summary>
    public required SourceFile Starter { get; init; }
    /// <summary>What handing in the starter unchanged comes to.</summary>
    public Reports.Verdict StarterVerdict { get; init; } = Reports.Verdict.OverBudget;
    /// <summary>Never leaves the trusted side and is never shown.</summary>
    public required SourceFile Reference { get; init; }
    /// <summary>Read-only files compiled together with the learner's (C#), or shown beside it (the schema, for SQL).</summary>
    public IReadOnlyList<SourceFile> Model { get; init; } = [];
    /// <summary>What `verify` hands in, each with the verdict it must get.</summary>
    public IReadOnlyList<DeclaredAttempt> Attempts { get; init; } = [];
    /// <summary>Oldest PostgreSQL major version that this exercise means something on.</summary>
    public int PostgresVersion { get; init; } = 15;
    public required EntryPoint? Entry { get; init; }
    /// <summary>For SQL: whether indexes and statistics are a part of the answer.</summary>
    public AllowedDdl Ddl { get; init; }
    public required DataPlan Data { get; init; }
    public required AnswerOrder Order { get; init; }
    public required IReadOnlyList<Stage> Stages { get; init; }
    public required ExerciseLimits Limits { get; init; }
    /// <summary>First 16 hex digits of a SHA-256 over every file of the folder; a variant's is over that and its number.</summary>
    public required string Revision { get; init; }
    /// <summary>Whether <see cref="ExerciseLibrary.Find(string, int?)"/> knows variants of it.</summary>
    public bool Varies { get; init; }
    /// <summary>What makes this a variant; null for the exercise as written.</summary>
    public VariantTraits? Traits { get; init; }
    /// <summary>Number of this variant, from 1; null for the exercise as written.</summary>
    public int? Variant => Traits?.Number;
}

public sealed record SourceFile(string Name, string Text);

/// <summary>A wrong (or differently right) answer that ships with the exercise to prove its grading.</summary>
public sealed record DeclaredAttempt(string Name, string Source, Reports.Verdict Verdict, string? FailedStage);

/// <summary>What the runner constructs and calls: <c>new Type(context).Method(arguments)</c>.</summary>
public sealed record EntryPoint
{
    public required string Type { get; init; }
    public required string Method { get; init; }
    /// <summary>The DbContext type of the model files.</summary>
    public required string Context { get; init; }
}

public sealed record Stage(string Name, IReadOnlyList<Check> Checks);

/// <summary>Everything that stops a run from outside.</summary>
public sealed record ExerciseLimits
{
    /// <summary>Network delay added by the proxy to each round trip, in milliseconds; 2–10.</summary>
    public double RoundTripMs { get; init; } = 2;
    /// <summary>Wall clock for one call of the answer, in seconds.</summary>
    public double TimeSeconds { get; init; } = 10;
    public int MemoryMb { get; init; } = 512;
    public int OutputKb { get; init; } = 1024;
}
