using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>
/// How many graded hand-ins of a task are left. Our faults and noise never count. Code that does not compile does not either, except where the
/// candidate is shown nothing: there a number that did not go down would say what became of it.
/// </summary>
internal static class AttemptRule
{
    public static int? Left(AssessmentPlan plan, IEnumerable<(int? Number, SubmissionStatus Status, Verdict? Verdict)> handedIn) =>
        plan.Attempts is { } most ? Math.Max(0, most - handedIn.Count(row => Counts(row.Number, row.Status, row.Verdict, plan.Feedback))) : null;

    private static bool Counts(int? number, SubmissionStatus status, Verdict? verdict, CandidateFeedback feedback) =>
        status != SubmissionStatus.Failed && (number is not null || (feedback == CandidateFeedback.Nothing && verdict == Verdict.CompileError));
}
