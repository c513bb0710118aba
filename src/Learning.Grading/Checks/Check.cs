using System.Diagnostics.CodeAnalysis;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Checks;

/// <summary>
/// One property of a submission, judged from evidence alone. A record that the manifest's YAML deserialises into;
/// to add one, derive, list it in CheckKinds and describe it in CONTRIBUTING.
/// </summary>
public abstract record Check
{
    /// <summary>The manifest's discriminator; has no storage, so equality is untouched.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "YamlDotNet sets it on the instance.")]
    public string Kind { get => ""; init { } }

    /// <summary>Short, for the list of checks.</summary>
    public abstract string Name { get; }

    /// <summary>What must have been gathered before <see cref="Evaluate"/>.</summary>
    public abstract IReadOnlyList<EvidenceKind> Needs { get; }

    /// <summary>For the brief: what is judged, and the limit, as two short texts.</summary>
    public abstract (string What, string Limit) Describe(Exercise exercise);

    public abstract CheckResult Evaluate(Exercise exercise, Evidence evidence);

    /// <summary>It looks at the plans of the statements that were recorded.</summary>
    protected virtual bool ReadsPlans => false;

    /// <summary>As <see cref="Evaluate"/> says, but plans cannot pass of which some were not recorded.</summary>
    public CheckResult Judge(Exercise exercise, Evidence evidence)
    {
        var found = Evaluate(exercise, evidence);
        return found.Status == StageStatus.Passed && ReadsPlans && Pairs.CutShort(evidence) is { } trace
            ? Fail(Verdict.OverBudget, $"Over budget: {Say.Of(trace.Count, "statement", "statements")} in one call",
                $"Plans are kept of the first {Say.Of(trace.Statements.Count, "statement", "statements")} of a call, and this one sent **{Say.Count(trace.Count)}**. What the others did cannot be vouched for.", Say.Count(trace.Count), $"≤ {Say.Count(trace.Statements.Count)}")
            : found;
    }

    protected CheckResult Pass(string message, string value, string? limit = null, string? mark = null) =>
        new() { Name = Name, Status = StageStatus.Passed, Message = message, Value = value, Limit = limit, Mark = mark };

    protected CheckResult Fail(Verdict verdict, string headline, string message, string value, string? limit = null, string? mark = null) =>
        new() { Name = Name, Status = StageStatus.Failed, Message = message, Value = value, Limit = limit, Mark = mark, Verdict = verdict, Headline = headline };
}
