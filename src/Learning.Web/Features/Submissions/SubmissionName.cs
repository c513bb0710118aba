using System.Globalization;
using Learning.Grading.Reports;
using Learning.Web.Data;

namespace Learning.Web.Features.Submissions;

/// <summary>What a submission is called, wherever it is named. Without a number it cost no attempt, or an assessment does not say.</summary>
internal static class SubmissionName
{
    public static string Of(SubmissionKind kind, int? number, SubmissionStatus status, Verdict? verdict) => (kind, number) switch
    {
        (SubmissionKind.Try, _) => "Try",
        (_, { } counted) => string.Create(CultureInfo.InvariantCulture, $"Attempt {counted}"),
        _ => status == SubmissionStatus.Failed || verdict is not null ? "Uncounted hand-in" : "Hand-in",
    };
}
