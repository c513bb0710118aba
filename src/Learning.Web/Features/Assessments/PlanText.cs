using Learning.Web.Features.Submissions;

namespace Learning.Web.Features.Assessments;

/// <summary>A plan as the database keeps it.</summary>
internal static class PlanText
{
    public static string Write(AssessmentPlan plan) => StoredJson.Write(plan);

    public static AssessmentPlan Read(string json) => StoredJson.Read<AssessmentPlan>(json) ?? throw new InvalidOperationException("A stored plan is empty.");
}
