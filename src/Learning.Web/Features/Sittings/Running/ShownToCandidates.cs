using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Exercises;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>
/// What of an attempt a candidate is shown. A try is a tool and no feedback: whatever the assessment says, it shows what the own code did on the
/// visible data, and nothing that judges it.
/// </summary>
internal static class ShownToCandidates
{
    public static WorkbenchView Limit(WorkbenchView view, CandidateFeedback feedback) => view with
    {
        Exercise = view.Exercise with { Hints = [], Lessons = [] },
        Reading = [],
        History = [.. view.History.Select(row => feedback != CandidateFeedback.Nothing || row.Kind == SubmissionKind.Try ? row : row with { Verdict = null, Number = null })],
    };

    public static AttemptView Limit(AttemptView attempt, CandidateFeedback feedback)
    {
        if (feedback == CandidateFeedback.Report)
            return attempt;
        if (attempt.Kind == SubmissionKind.Try)
            return attempt with { Report = attempt.Report is { } report ? report with { Stages = [], Comments = [], Reference = null } : null, Stages = [], Rejudged = [], HasEvidence = false };
        var isGraded = attempt.Status == SubmissionStatus.Graded;
        return feedback == CandidateFeedback.Verdict
            ? attempt with { Report = null, Stages = [], Rejudged = [], HasEvidence = false, Shown = AttemptFeedback.Verdict, Verdict = isGraded ? attempt.Report?.Verdict : null, Headline = isGraded ? attempt.Report?.Headline : null }
            : attempt with { Report = null, Stages = [], Rejudged = [], HasEvidence = false, Shown = AttemptFeedback.Received, Number = null };
    }
}
