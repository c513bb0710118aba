using System.Text.Json;
using Learning.Web.Data;
using Learning.Web.Features.Integrations.Exports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations.Api;

internal static class ResultEndpoints
{
    public static void MapResults(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sittings", ListAsync).WithSummary("Sittings with their results").WithDescription("By candidate codes. Name, address, candidate, invitation and externalId are there once a decision is recorded, as on the pages.").Scope(ApiScopes.ResultsRead);
        api.MapGet("/sittings/{id:guid}", FindAsync).WithSummary("One sitting with points, breakdown, verdicts and certificates").Scope(ApiScopes.ResultsRead).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/sittings/{id:guid}/decisions", DecisionsAsync).WithSummary("The decisions on a sitting, newest first; the newest counts").Scope(ApiScopes.ResultsRead).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ApiPage<SittingResult>>> ListAsync(
        ApiCaller caller, IDbContextFactory<LabContext> contexts, TimeProvider time, CancellationToken cancellationToken, Guid? assessment = null, Guid? after = null, int limit = Paging.Usual)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Mine(context, caller).Where(row => assessment == null || row.Revision!.AssessmentId == assessment);
        if (after is { } last)
            rows = rows.Where(row => row.Id > last);
        var read = await ResultReader.ReadAsync(context, rows.OrderBy(row => row.Id).Take(Paging.Clamp(limit) + 1), time.GetUtcNow(), cancellationToken);
        return TypedResults.Ok(Paging.Page([.. read.OrderBy(row => row.Id)], limit, row => row.Id, row => row with { Tasks = [.. row.Tasks.Select(task => task with { Breakdown = null })] }));
    }

    private static async Task<Results<Ok<SittingResult>, ProblemHttpResult>> FindAsync(Guid id, ApiCaller caller, IDbContextFactory<LabContext> contexts, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ResultReader.ReadAsync(context, Mine(context, caller).Where(row => row.Id == id), time.GetUtcNow(), cancellationToken) is not [var found])
            return ApiProblems.NotHere("sitting");
        var counted = found.Tasks.Select(task => task.Submission).OfType<Guid>().ToList();
        var reports = await context.Submissions.Where(row => counted.Contains(row.Id) && row.Report != null).Select(row => new { row.Id, row.Report }).ToDictionaryAsync(row => row.Id, row => row.Report!, cancellationToken);
        return TypedResults.Ok(found with { Tasks = [.. found.Tasks.Select(task => task.Submission is { } submission && reports.TryGetValue(submission, out var report) ? task with { Certificate = Certificate(report) } : task)] });
    }

    private static async Task<Results<Ok<IReadOnlyList<DecisionResult>>, ProblemHttpResult>> DecisionsAsync(Guid id, ApiCaller caller, IDbContextFactory<LabContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await Mine(context, caller).AnyAsync(row => row.Id == id, cancellationToken))
            return ApiProblems.NotHere("sitting");
        IReadOnlyList<DecisionResult> decisions = await context.HiringDecisions.Where(row => row.SittingId == id).OrderByDescending(row => row.At)
            .Select(row => new DecisionResult(row.Outcome, row.DeciderName, row.Reasons, row.At)).ToListAsync(cancellationToken);
        return TypedResults.Ok(decisions);
    }

    private static IQueryable<Sitting> Mine(LabContext context, ApiCaller caller) => context.Sittings.Where(row => row.OrganisationId == caller.Organisation && row.InvitationId != null);

    private static JsonElement? Certificate(string report)
    {
        using var document = JsonDocument.Parse(report);
        return document.RootElement.TryGetProperty("certificate", out var certificate) ? certificate.Clone() : null;
    }
}
