namespace Learning.Web.Features.Exercises;

/// <summary>What a workbench offers around editor and result. Learners have all of it; who takes an assessment has what it allows.</summary>
public sealed record BenchRules
{
    public static BenchRules Learning { get; } = new();

    public bool Hints { get; init; } = true;
    public bool Scratchpad { get; init; } = true;
    /// <summary>Links to the whole report and to comparisons.</summary>
    public bool Reports { get; init; } = true;
    /// <summary>False leaves Try it alone.</summary>
    public bool Submits { get; init; } = true;
    /// <summary>Why nothing is taken now, in a sentence; null when it is.</summary>
    public string? Closed { get; init; }
    /// <summary>The page's own address; null is the exercise's.</summary>
    public string? Address { get; init; }
}

/// <summary>How much of a graded attempt its owner is shown.</summary>
public enum AttemptFeedback { Report, Verdict, Received }
