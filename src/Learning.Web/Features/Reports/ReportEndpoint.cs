using System.Security.Claims;
using System.Text;
using Learning.Grading.Bundles;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Reports;

/// <summary>The stored report and its evidence as files, for their owner; for everybody else they are not there.</summary>
internal static class ReportEndpoint
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/submissions/{id:guid}/report.json", GetAsync).RequireAuthorization(Policies.Visitor);
        routes.MapGet("/submissions/{id:guid}/evidence.json", GetEvidenceAsync).RequireAuthorization(Policies.Visitor);
    }

    /// <summary>The learner's copy: what the hidden runs held is only counted in it.</summary>
    private static async Task<Results<FileContentHttpResult, NotFound>> GetEvidenceAsync(Guid id, ClaimsPrincipal user, IDbContextFactory<LabContext> contexts, CancellationToken cancellationToken)
    {
        if (CurrentLearner.Id(user) is not { } mine)
            return TypedResults.NotFound();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var packed = await context.Evidence
            .Where(evidence => evidence.SubmissionId == id && context.Submissions.Any(row => row.Id == id && row.LearnerId == mine))
            .Select(evidence => evidence.Bundle).FirstOrDefaultAsync(cancellationToken);
        return packed is null ? TypedResults.NotFound()
            : TypedResults.File(EvidenceBundle.FromCompressed(packed).ForLearner().ToJson(), "application/json", $"evidence-{id}.json");
    }

    private static async Task<Results<ContentHttpResult, NotFound>> GetAsync(Guid id, ClaimsPrincipal user, IDbContextFactory<LabContext> contexts, CancellationToken cancellationToken)
    {
        if (CurrentLearner.Id(user) is not { } mine)
            return TypedResults.NotFound();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var report = await context.Submissions.Where(row => row.Id == id && row.LearnerId == mine).Select(row => row.Report).FirstOrDefaultAsync(cancellationToken);
        return report is null ? TypedResults.NotFound() : TypedResults.Text(report, "application/json", Encoding.UTF8);
    }
}
