using System.Security.Claims;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Submissions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Links;

/// <summary>
/// A hiring manager takes the assessment as it stands in the builder. The plan is frozen for it in a revision with a number below 1, which is in
/// no list and goes with the preview.
/// </summary>
internal static class PreviewEndpoint
{
    public static void MapPreview(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/assessments/{id:guid}/preview", PreviewAsync).RequireAuthorization(Policies.HiringManager);

    // The form value is there so that the antiforgery token is asked for.
    private static async Task<Results<RedirectHttpResult, NotFound>> PreviewAsync(
        Guid id, [FromForm] string? preview, ClaimsPrincipal user, HttpContext http, IDbContextFactory<LabContext> contexts, TimeProvider time, CancellationToken cancellationToken)
    {
        var me = CurrentLearner.Id(user);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var assessment = await context.Assessments.AsNoTracking().FirstOrDefaultAsync(
            row => row.Id == id && context.Memberships.Any(member => member.PersonId == me && member.OrganisationId == row.OrganisationId && member.Role == Roles.HiringManager), cancellationToken);
        if (assessment is null || StoredJson.Read<AssessmentPlan>(assessment.Plan) is not { Tasks.Count: > 0 } plan)
            return TypedResults.NotFound();
        var now = time.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT 1 FROM assessments WHERE id = {id} FOR UPDATE", cancellationToken); // numbers are given one after the other
        var lowest = await context.AssessmentRevisions.Where(row => row.AssessmentId == id).MinAsync(row => (int?)row.Number, cancellationToken) ?? 0;
        var revision = new AssessmentRevision { Id = Guid.CreateVersion7(), AssessmentId = id, Number = Math.Min(lowest, 0) - 1, Name = assessment.Name, Plan = assessment.Plan, PublishedBy = me, PublishedAt = now };
        context.Add(revision);
        var sitting = SittingMaking.Add(context, assessment.OrganisationId, revision.Id, plan, invitation: null, previewBy: me, now);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await Seat.SignInAsync(http, sitting);
        return TypedResults.LocalRedirect($"~{SeatPages.Start}");
    }
}
