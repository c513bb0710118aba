using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations.Api;

internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/invitations", ListAsync).WithSummary("Invitations, of one assessment or of all").Scope(ApiScopes.InvitationsWrite);
        api.MapPost("/invitations", CreateAsync).WithSummary("Invites a candidate").WithDescription("The link is in this answer and nowhere afterwards. Send an Idempotency-Key, and a request that is sent again is answered the same for a day.")
            .Scope(ApiScopes.InvitationsWrite).Produces<ApiInvitation>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapDelete("/invitations/{id:guid}", RevokeAsync).WithSummary("Revokes an invitation").WithDescription("Its link leads nowhere from then on. One that was used cannot be revoked.")
            .Scope(ApiScopes.InvitationsWrite).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<ApiPage<ApiInvitation>>> ListAsync(
        ApiCaller caller, IDbContextFactory<LabContext> contexts, TimeProvider time, CancellationToken cancellationToken, Guid? assessment = null, Guid? after = null, int limit = Paging.Usual)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = Mine(context, caller).Where(row => assessment == null || row.Revision!.AssessmentId == assessment);
        if (after is { } last)
            wanted = wanted.Where(row => row.Id > last);
        var now = time.GetUtcNow();
        // Which sitting an address belongs to is told with the decision: markers are blind until then.
        var rows = await wanted.OrderBy(row => row.Id).Take(Paging.Clamp(limit) + 1)
            .Select(row => new { Row = row, Sitting = context.HiringDecisions.Where(each => each.SittingId == row.Sitting!.Id).Select(each => (Guid?)each.SittingId).FirstOrDefault() }).ToListAsync(cancellationToken);
        return TypedResults.Ok(Paging.Page(rows, limit, each => each.Row.Id, each => Show(each.Row, now) with { Sitting = each.Sitting }));
    }

    private static async Task<IResult> CreateAsync(
        NewInvitation wanted, ApiCaller caller, Inviting inviting, IdempotentAnswers answers, IDbContextFactory<LabContext> contexts, TimeProvider time, HttpContext http,
        CancellationToken cancellationToken, [FromHeader(Name = IdempotentAnswers.Header)] string? idempotencyKey = null) =>
        await answers.OnceAsync(caller, idempotencyKey, wanted, async stop =>
        {
            var order = new InviteOrder(caller.Organisation, wanted.Assessment, [new(wanted.Email ?? "", wanted.Name, wanted.TimeFactor, wanted.ExternalId)], By: null, Site(http));
            var answer = await inviting.InviteAsync(order, stop);
            if (answer.Missing)
                return new(ApiProblems.NotHere("assessment"));
            if ((answer.Refusal ?? answer.Outcomes[0].Refusal) is { } refusal)
                return new(ApiProblems.Of(answer.Refusal is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict, "Not invited", refusal));
            var made = answer.Outcomes[0].Invited!;
            await using var context = await contexts.CreateDbContextAsync(stop);
            var row = await Mine(context, caller).SingleAsync(each => each.Id == made.InvitationId, stop);
            return new(TypedResults.Created($"/api/v1/invitations?assessment={wanted.Assessment}", Show(row, time.GetUtcNow()) with { Link = made.Link }), made.InvitationId);
        }, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid id, ApiCaller caller, StandingInvitations invitations, CancellationToken cancellationToken) =>
        await invitations.RevokeAsync(caller.Organisation, id, by: null, cancellationToken) switch
        {
            null => TypedResults.NoContent(),
            StandingInvitations.NotHere => ApiProblems.NotHere("invitation"),
            var why => ApiProblems.Of(StatusCodes.Status409Conflict, "Not revoked", why),
        };

    /// <summary>The site as this request names it; a configured address comes first.</summary>
    public static Uri Site(HttpContext http) => new($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");

    private static IQueryable<Invitation> Mine(LabContext context, ApiCaller caller) => context.Invitations.AsNoTracking()
        .Where(row => row.Candidate!.OrganisationId == caller.Organisation && row.Revision!.Assessment!.OrganisationId == caller.Organisation)
        .Include(row => row.Candidate).Include(row => row.Revision);

    private static ApiInvitation Show(Invitation row, DateTimeOffset now) => new(
        row.Id, row.Revision!.AssessmentId, row.Revision.Number, row.CandidateId, row.Candidate!.Email, row.Candidate.Name,
        row switch
        {
            { UsedAt: not null } => ApiInvitationStatus.Used,
            { RevokedAt: not null } => ApiInvitationStatus.Revoked,
            _ => row.ExpiresAt <= now ? ApiInvitationStatus.Expired : ApiInvitationStatus.Open,
        }, row.CreatedAt, row.ExpiresAt, row.ExternalId, Sitting: null);
}
