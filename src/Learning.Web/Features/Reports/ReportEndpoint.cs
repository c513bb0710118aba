using System.Security.Claims;
using System.Text;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Reports;

/// <summary>The stored report as a file, for its owner; for everybody else it is not there.</summary>
internal static class ReportEndpoint
{
    public static void MapReports(this IEndpointRouteBuilder routes) => routes.MapGet("/submissions/{id:guid}/report.json", GetAsync);

    private static async Task<Results<ContentHttpResult, NotFound>> GetAsync(Guid id, ClaimsPrincipal user, IDbContextFactory<LabContext> contexts, CancellationToken cancellationToken)
    {
        if (CurrentLearner.Id(user) is not { } mine)
            return TypedResults.NotFound();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var report = await context.Submissions.Where(row => row.Id == id && row.LearnerId == mine).Select(row => row.Report).FirstOrDefaultAsync(cancellationToken);
        return report is null ? TypedResults.NotFound() : TypedResults.Text(report, "application/json", Encoding.UTF8);
    }
}
