namespace Learning.Web.Features.Assessments;

/// <summary>Choices of a plan in words, for those who make it.</summary>
internal static class PlanWords
{
    public static string Of(AiPolicy policy) => policy switch
    {
        AiPolicy.Forbidden => "not allowed",
        AiPolicy.Declare => "allowed, to be declared",
        _ => "allowed",
    };

    public static string Of(CandidateFeedback feedback) => feedback switch
    {
        CandidateFeedback.Nothing => "only that it was received",
        CandidateFeedback.Verdict => "passed or not, and the headline",
        _ => "the whole report",
    };
}
