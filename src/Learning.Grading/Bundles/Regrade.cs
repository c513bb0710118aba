using Learning.Grading.Exercises;
using Learning.Grading.Reports;

namespace Learning.Grading.Bundles;

/// <summary>A verdict reached again from a bundle by the engine of today, beside the one that was given. The old report stays as it is.</summary>
public sealed record Regrade
{
    public required GradeReport Before { get; init; }
    public required GradeReport After { get; init; }
    /// <summary>Engine that judged this time; the bundle says which wrote it.</summary>
    public required string Engine { get; init; }
    /// <summary>One sentence for each finding that is not what it was; empty when nothing differs.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
    /// <summary>What a reader must know: another revision of the exercise, evidence that is not there.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public bool SameVerdict => Before.Verdict == After.Verdict && string.Equals(Before.Failed?.Name, After.Failed?.Name, StringComparison.Ordinal);

    /// <summary>Runs nothing. Throws <see cref="BundleException"/> when the bundle is of another exercise or not complete.</summary>
    public static Regrade From(EvidenceBundle bundle, Exercise exercise)
    {
        if (!bundle.Complete)
            throw new BundleException("This is a learner's copy: the hidden runs are only counted in it, so it cannot be judged again. Take the bundle that is stored with the submission.");
        if (!string.Equals(bundle.Exercise, exercise.Slug, StringComparison.Ordinal))
            throw new BundleException($"The bundle is about {bundle.Exercise}, not about {exercise.Slug}.");

        if (bundle.Variant != exercise.Variant)
            throw new BundleException($"The bundle is about {Name(bundle.Variant)} of {bundle.Exercise}, not about {Name(exercise.Variant)}.");

        var (stages, missing) = Judge.Again(exercise, bundle.Mode, bundle.Evidence);
        var after = ReportWriter.Write(exercise, bundle.Mode, stages, bundle.Evidence, Judge.Stopped(bundle.Evidence)) with
        {
            GradedAt = bundle.Report.GradedAt, GradingMs = bundle.Report.GradingMs, Reruns = bundle.Report.Reruns,
        };
        List<string> notes = [];
        if (!string.Equals(bundle.Revision, exercise.Revision, StringComparison.Ordinal))
            notes.Add($"The exercise has changed since: the bundle was judged at revision {bundle.Revision}, this is {exercise.Revision}.");
        if (missing is not null && after.Failed is null)
        {
            after = after with { Verdict = Verdict.Inconclusive, Headline = $"No evidence for {missing}", Summary = $"Grading stopped before **{missing}** then, so nothing was measured for it. Grade the source again." };
            notes.Add($"The bundle holds no evidence for {missing}: grading had stopped before it.");
        }
        return new() { Before = bundle.Report, After = after, Engine = EvidenceBundle.CurrentEngine, Differences = [.. Differ(bundle.Report, after)], Notes = notes };
    }

    private static string Name(int? variant) => variant is { } number ? $"variant {number}" : "the exercise as written";

    private static IEnumerable<string> Differ(GradeReport before, GradeReport after)
    {
        if (before.Verdict != after.Verdict)
            yield return $"Verdict: {before.Verdict} then, {after.Verdict} now.";
        if (!string.Equals(before.Failed?.Name, after.Failed?.Name, StringComparison.Ordinal))
            yield return $"Stage that decides: {before.Failed?.Name ?? "none"} then, {after.Failed?.Name ?? "none"} now.";
        var then = Checks(before).ToDictionary(item => item.Key, item => item.Check, StringComparer.Ordinal);
        foreach (var (key, now) in Checks(after))
        {
            if (!then.Remove(key, out var old))
                yield return $"{key}: not judged then, {Finding(now)} now.";
            else if (Finding(old) != Finding(now))
                yield return $"{key}: {Finding(old)} then, {Finding(now)} now.";
        }
        foreach (var (key, old) in then)
            yield return $"{key}: {Finding(old)} then, not judged now.";
    }

    private static IEnumerable<(string Key, CheckResult Check)> Checks(GradeReport report) =>
        report.Stages.SelectMany(stage => stage.Checks.Select(check => ($"{stage.Name}, {check.Name}", check)));

    private static string Finding(CheckResult check) => $"{check.Status.ToString().ToLowerInvariant()} with {check.Value}{(check.Limit is { } limit ? $" (limit {limit})" : "")}";
}
