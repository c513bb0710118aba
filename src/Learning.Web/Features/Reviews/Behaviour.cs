using System.Security.Cryptography;
using System.Text;
using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;
using Learning.Web.Components.Verdicts;

namespace Learning.Web.Features.Reviews;

/// <summary>
/// What a submission did, as the database saw it: which statements, once or again and again, by plans of which shape, and how each check ended.
/// The code's text plays no part; two that behave alike get the same key.
/// </summary>
internal static class Behaviour
{
    /// <summary>SHA-256 in hex; null when nothing ran.</summary>
    public static string? KeyOf(GradeReport report)
    {
        if (report.Visible is not { Trace.Statements.Count: > 0 } run)
            return null;
        var text = new StringBuilder().Append(report.Exercise).Append('\n').Append(report.Verdict).Append('\n');
        foreach (var stage in report.Stages)
            text.Append(stage.Name).Append(stage.Status).AppendJoin(',', stage.Checks.Select(check => $"{check.Name}{check.Status}{check.Verdict}")).Append('\n');
        foreach (var line in run.Trace.ByFingerprint().Select(Line).Order(StringComparer.Ordinal))
            text.Append(line).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>One sentence for people.</summary>
    public static string Say(GradeReport report)
    {
        var look = OutcomeLook.Of(report.Verdict).Word.ToLowerInvariant();
        if (report.Visible?.Trace is not { } trace)
            return $"They end alike: {look}.";
        var repeated = trace.SentAgain();
        var sent = repeated is not null ? $"send the same statement again and again ({repeated.Marks})" : $"send the same {Learning.Grading.Say.Of(trace.ByFingerprint().Count, "statement", "statements")} by the same plans";
        var stage = report.Failed is { } failed ? $", and end at {failed.Name}: {look}" : $", and end alike: {look}";
        return $"They {sent}{stage}.";
    }

    private static string Line(RepeatedStatement group) =>
        $"{group.Fingerprint}|{(group.Count > 1 ? "many" : "once")}|{string.Join('/', group.Statements.Select(statement => statement.Plan).OfType<QueryPlan>().Select(Shape).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";

    private static string Shape(QueryPlan plan) => string.Join('>', plan.Nodes().Select(node => $"{node.Type}:{node.Relation}:{node.Index}:{node.Role}"));
}
