using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations.Api;

internal static class AssessmentEndpoints
{
    public static void MapAssessments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/assessments", ListAsync).WithSummary("Published assessments").Scope(ApiScopes.AssessmentsRead);
        api.MapGet("/assessments/{id:guid}", FindAsync).WithSummary("One published assessment").Scope(ApiScopes.AssessmentsRead).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ApiPage<ApiAssessment>>> ListAsync(ApiCaller caller, IDbContextFactory<LabContext> contexts, CancellationToken cancellationToken, Guid? after = null, int limit = Paging.Usual)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Mine(context, caller).After(after).OrderBy(row => row.Id).Take(Paging.Clamp(limit) + 1).Include(row => row.Revisions.Where(each => each.Number > 0).OrderByDescending(each => each.Number).Take(1)).ToListAsync(cancellationToken);
        return TypedResults.Ok(Paging.Page(rows, limit, row => row.Id, Show));
    }

    private static async Task<Results<Ok<ApiAssessment>, ProblemHttpResult>> FindAsync(Guid id, ApiCaller caller, IDbContextFactory<LabContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await Mine(context, caller).Include(each => each.Revisions.Where(revision => revision.Number > 0).OrderByDescending(revision => revision.Number).Take(1)).FirstOrDefaultAsync(each => each.Id == id, cancellationToken);
        return row is null ? ApiProblems.NotHere("published assessment") : TypedResults.Ok(Show(row));
    }

    /// <summary>What nobody has published is still being written, and nobody outside needs to know of it. Revisions below 1 are a manager's previews.</summary>
    public static IQueryable<Assessment> Mine(LabContext context, ApiCaller caller) =>
        context.Assessments.AsNoTracking().Where(row => row.OrganisationId == caller.Organisation && row.Revisions.Any(each => each.Number > 0));

    private static IQueryable<Assessment> After(this IQueryable<Assessment> rows, Guid? after) => after is { } id ? rows.Where(row => row.Id > id) : rows;

    private static ApiAssessment Show(Assessment row)
    {
        var (revision, plan) = (row.Revisions[0], PlanText.Read(row.Revisions[0].Plan));
        return new(row.Id, revision.Name, revision.Number, revision.PublishedAt, plan.Minutes, plan.Points, plan.OpensAt, plan.ClosesAt, row.ArchivedAt is not null,
            [.. plan.Tasks.Select((task, at) => new ApiTask(at + 1, task.Kind, task.Slug, task.Weight, task.Minutes))]);
    }
}
