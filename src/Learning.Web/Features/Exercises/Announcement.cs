using Learning.Grading.Reports;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;

namespace Learning.Web.Features.Exercises;

/// <summary>What is said aloud of an attempt, in one sentence: each stage as it is decided, then the outcome. It goes into an element that stays: one that comes with its text is not read.</summary>
internal static class Announcement
{
    public static string Of(AttemptView? attempt) => attempt switch
    {
        null => "",
        { Status: SubmissionStatus.Queued } => "Waiting for a place.",
        { Waiting: true } => attempt.Stages.LastOrDefault(stage => stage.Status is not (StageStatus.NotReached or StageStatus.Running)) is { } decided ? Of(decided) : "Running.",
        { Report: { } report } => $"{report.Headline}.",
        { Status: SubmissionStatus.Failed } => "Our fault, not graded. No attempt was used.",
        { Shown: AttemptFeedback.Verdict, Verdict: { } verdict } => $"{attempt.Headline ?? OutcomeLook.Of(verdict).Word}.",
        _ => "Received.",
    };

    /// <summary>Frugal: over budget, grows with posts.</summary>
    private static string Of(StageResult stage)
    {
        var word = OutcomeLook.Of(stage.Status, stage.Checks.FirstOrDefault(check => check.Verdict is not null)?.Verdict).Word;
        return $"{stage.Name}: {word.ToLowerInvariant()}{(stage.Note.Length > 0 ? $", {stage.Note}" : "")}.";
    }
}
