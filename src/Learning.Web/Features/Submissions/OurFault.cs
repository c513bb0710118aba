using System.Globalization;
using Learning.Grading.Reports;
using Learning.Grading.Traces;
using Learning.Web.Data;

namespace Learning.Web.Features.Submissions;

/// <summary>The report of a submission that we could not grade. It names no inner detail: those are in the log, under the submission's id.</summary>
internal static class OurFault
{
    public static GradeReport Report(Submission submission, DateTimeOffset now) => new()
    {
        Exercise = submission.ExerciseSlug,
        Revision = submission.Revision,
        Variant = submission.Variant,
        Verdict = Verdict.InfrastructureError,
        Headline = "Our fault, not graded",
        Summary = string.Create(CultureInfo.InvariantCulture,
            $"Our side failed while running your code, {(submission.Tries == 1 ? "once" : $"{submission.Tries} times")}. It costs you nothing: no attempt is used and your draft is as you left it. Hand it in again when you like."),
        Stages = [],
        Outcome = RunOutcome.Completed,
        Certificate = new("A re-run could change this verdict.", "Nothing was judged."),
        Environment = new("", 0, "", Environment.ProcessorCount),
        GradedAt = now,
    };
}
