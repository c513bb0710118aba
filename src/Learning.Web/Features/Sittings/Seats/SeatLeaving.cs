using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Seats;

/// <summary>Takes the seat off a browser. A candidate's work stays; a preview goes with everything that was done in it.</summary>
internal sealed class SeatLeaving(IDbContextFactory<LabContext> contexts)
{
    /// <summary>Where the browser goes next.</summary>
    public async Task<string> LeaveAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (id, learner) = (Seat.SittingId(http.User), CurrentLearner.Id(http.User));
        await http.SignOutAsync(Seat.Scheme);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var preview = await context.Sittings.Where(row => row.Id == id && row.LearnerId == learner && row.PreviewBy != null).Select(row => new { row.Revision!.AssessmentId, row.RevisionId }).FirstOrDefaultAsync(cancellationToken);
        if (preview is null)
            return "/";
        await context.Learners.Where(row => row.Id == learner).ExecuteDeleteAsync(cancellationToken);
        await context.AssessmentRevisions.Where(row => row.Id == preview.RevisionId && row.Number < 1).ExecuteDeleteAsync(cancellationToken);
        return $"/assessments/{preview.AssessmentId}";
    }
}

internal static class SeatLeavingEndpoint
{
    // The form value is there so that the antiforgery token is asked for.
    public static void MapSeatLeaving(this IEndpointRouteBuilder routes) => routes.MapPost(SeatPages.Leave, async ([FromForm] string? leave, HttpContext http, SeatLeaving seats, CancellationToken cancellationToken) =>
        TypedResults.LocalRedirect($"~{await seats.LeaveAsync(http, cancellationToken)}")).RequireAuthorization(Policies.Seat);
}
