using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Integrations.Api;
using Learning.Web.Features.Integrations.Exports;
using Learning.Web.Features.Mail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations.Tracking;

/// <summary>
/// The three calls by which an applicant tracking system lists our assessments, sends one, and polls how it stands (Greenhouse's Assessment API,
/// developers.greenhouse.io/assessment.html): names of fields are theirs, the key is a token of ours as Basic's user name.
/// </summary>
internal static class TrackingEndpoints
{
    public const string Path = "/api/assessment-partner";

    public static void MapTracking(this IEndpointRouteBuilder api)
    {
        api.MapGet("/list_tests", ListAsync).WithSummary("Assessments that can be sent").Scope(ApiScopes.AssessmentsRead);
        api.MapPost("/send_test", SendAsync).WithSummary("Invites a candidate by mail").Scope(ApiScopes.InvitationsWrite).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/test_status", StatusAsync).WithSummary("How a candidate's assessment stands").Scope(ApiScopes.ResultsRead).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<PartnerTest>>> ListAsync(ApiCaller caller, IDbContextFactory<LabContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        IReadOnlyList<PartnerTest> tests = await AssessmentEndpoints.Mine(context, caller).Where(row => row.ArchivedAt == null).OrderBy(row => row.Name)
            .Select(row => new PartnerTest(row.Id.ToString(), row.Name)).ToListAsync(cancellationToken);
        return TypedResults.Ok(tests);
    }

    private static async Task<Results<Ok<SentTest>, ProblemHttpResult>> SendAsync(
        TestOrder wanted, ApiCaller caller, Inviting inviting, IDbContextFactory<LabContext> contexts, HttpContext http, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(wanted.Test, out var assessment))
            return ApiProblems.NotHere("assessment");
        var candidate = wanted.Candidate ?? new();
        var invitee = new Invitee(candidate.Email ?? "", $"{candidate.FirstName} {candidate.LastName}".Trim(), TimeFactor: null, ExternalId(wanted.Url));
        if (await SentAlreadyAsync(contexts, caller, assessment, invitee, cancellationToken) is { } there)
            return TypedResults.Ok(new SentTest(there.ToString()));
        var answer = await inviting.InviteAsync(new(caller.Organisation, assessment, [invitee], By: null, InvitationEndpoints.Site(http)), cancellationToken);
        if (answer.Missing)
            return ApiProblems.NotHere("assessment");
        return (answer.Refusal ?? answer.Outcomes[0].Refusal) is { } refusal ? ApiProblems.Of(StatusCodes.Status422UnprocessableEntity, "Not invited", refusal)
            : TypedResults.Ok(new SentTest(answer.Outcomes[0].Invited!.InvitationId.ToString()));
    }

    /// <summary>An order that comes a second time, because its answer was lost, is the first one.</summary>
    private static async Task<Guid?> SentAlreadyAsync(IDbContextFactory<LabContext> contexts, ApiCaller caller, Guid assessment, Invitee invitee, CancellationToken cancellationToken)
    {
        if (invitee.ExternalId is not { } external)
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Invitations.Where(row => row.ExternalId == external && row.RevokedAt == null && row.Candidate!.Email == invitee.Key && row.Candidate.OrganisationId == caller.Organisation && row.Revision!.AssessmentId == assessment)
            .OrderByDescending(row => row.CreatedAt).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task<Results<Ok<TestStatus>, ProblemHttpResult>> StatusAsync(
        string partner_interview_id, ApiCaller caller, IDbContextFactory<LabContext> contexts, MailOutbox outbox, TimeProvider time, HttpContext http, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!Guid.TryParse(partner_interview_id, out var id) || await context.Invitations.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Candidate!.OrganisationId == caller.Organisation, cancellationToken) is not { } invitation)
            return ApiProblems.NotHere("invitation");
        var now = time.GetUtcNow();
        if (await ResultReader.ReadAsync(context, context.Sittings.Where(row => row.InvitationId == id), now, cancellationToken) is not [var sitting])
            return TypedResults.Ok(new TestStatus(invitation.RevokedAt is not null ? "revoked" : invitation.ExpiresAt <= now ? "expired" : "sent", null, null, new Dictionary<string, string>(StringComparer.Ordinal)));
        var isWhole = sitting is { Status: SittingStatus.HandedIn, Points: not null };
        return TypedResults.Ok(new TestStatus(
            isWhole ? "complete" : sitting.Status == SittingStatus.HandedIn ? "grading" : "started", isWhole ? outbox.Link(InvitationEndpoints.Site(http), $"sittings/{sitting.Id}") : null,
            isWhole && sitting.OutOf > 0 ? Math.Round(sitting.Points!.Value * 100 / sitting.OutOf, 1) : null, Facts(sitting)));
    }

    /// <summary>Shown beside the score in the tracking system: no names, no texts, one level deep.</summary>
    private static Dictionary<string, string> Facts(SittingResult sitting)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["Candidate code"] = sitting.Code };
        if (sitting.HandedInAt is { } at)
            facts["Handed in at"] = at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        if (sitting.Points is { } points)
            facts["Points"] = string.Create(CultureInfo.InvariantCulture, $"{points:0.##} of {sitting.OutOf}");
        foreach (var task in sitting.Tasks.Where(task => task.Points is not null))
            facts[string.Create(CultureInfo.InvariantCulture, $"Task {task.Position}, {task.Slug}")] = string.Create(CultureInfo.InvariantCulture, $"{task.Points:0.##} of {task.OutOf}");
        return facts;
    }

    /// <summary>Longer addresses than the column are told apart by their hash.</summary>
    private static string? ExternalId(string? url) => url is not { Length: > 0 } ? null : url.Length <= 200 ? url : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))}";
}
