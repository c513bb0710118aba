using System.Security.Claims;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Incidents.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>A session's whole record as a file, for its owner; for everybody else it is not there.</summary>
internal static class IncidentRecordEndpoint
{
    public static void MapIncidentRecords(this IEndpointRouteBuilder routes) => routes.MapGet("/incidents/{slug}/labs/{id:guid}/record.json", GetAsync).RequireAuthorization(Policies.Visitor);

    private static async Task<Results<FileContentHttpResult, NotFound>> GetAsync(string slug, Guid id, ClaimsPrincipal user, IDbContextFactory<LabContext> contexts, CancellationToken cancellationToken)
    {
        if (CurrentLearner.Id(user) is not { } mine)
            return TypedResults.NotFound();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // Only what is over: the record of a lab that runs holds what its stages ask for.
        var packed = await context.IncidentSessions
            .Where(row => row.Id == id && row.Slug == slug && row.LearnerId == mine && row.Status == IncidentStatus.Ended)
            .Select(row => row.Record).FirstOrDefaultAsync(cancellationToken);
        return packed is null ? TypedResults.NotFound() : TypedResults.File(RecordFile.Json(RecordFile.Unpack(packed)), "application/json", $"incident-{id}.json");
    }
}
