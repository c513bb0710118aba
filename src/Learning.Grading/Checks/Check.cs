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

    protected CheckResult Pass(string message, string value, string? limit = null, string? mark = null) =>
        new() { Name = Name, Status = StageStatus.Passed, Message = message, Value = value, Limit = limit, Mark = mark };

    protected CheckResult Fail(Verdict verdict, string headline, string message, string value, string? limit = null, string? mark = null) =>
        new() { Name = Name, Status = StageStatus.Failed, Message = message, Value = value, Limit = limit, Mark = mark, Verdict = verdict, Headline = headline };
}
