using System.Net;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Lessons;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Accounts;

/// <summary>
/// Every page and endpoint of the route table, asked for by everybody. Who may is said here a second time, independently of the attributes on the
/// pages: a page that this table does not know fails, and so does one whose attribute says something else.
/// </summary>
public sealed class AuthorizationMatrix(AccountHost host) : IClassFixture<AccountHost>
{
    /// <summary>A browser that comes for the first time, an anonymous learner, and people.</summary>
    private static readonly string[] Everybody = ["stranger", "anonymous", Roles.Learner, Roles.Mentor, Roles.HiringManager, Roles.Administrator];
    /// <summary>And whoever takes an assessment in this browser: the rest of the site is closed to them.</summary>
    private static readonly string[] Anyone = [.. Everybody, "candidate"];
    private static readonly string[] Candidates = ["candidate"];
    private static readonly string[] Browsers = [.. Everybody[1..]];
    private static readonly string[] People = [.. Everybody[2..]];
    private static readonly string[] Administrators = [Roles.Administrator];
    private static readonly string[] Mentors = [Roles.Mentor];
    private static readonly string[] HiringManagers = [Roles.HiringManager];
    private static readonly string[] Markers = [Roles.Mentor, Roles.HiringManager];

    private static readonly Dictionary<string, string[]> Rules = new(StringComparer.Ordinal)
    {
        ["GET /"] = Everybody,
        ["GET /learn"] = Everybody,
        ["GET /learn/{TrackSlug}"] = Everybody,
        ["GET /learn/{TrackSlug}/{LessonSlug}"] = Everybody,
        ["GET /exercises"] = Everybody,
        ["GET /exercises/{Slug}"] = Everybody,
        ["GET /submissions"] = Everybody,
        ["GET /submissions/{Id:guid}"] = Everybody,
        ["GET /submissions/{Id:guid}/compare/{Other:guid?}"] = Everybody,
        ["GET /submissions/{id:guid}/report.json"] = Browsers,
        ["GET /submissions/{id:guid}/evidence.json"] = Browsers,
        ["GET /incidents"] = Everybody,
        ["GET /incidents/{Slug}"] = Everybody,
        ["GET /incidents/{Slug}/labs/{Id:guid}"] = Anyone,
        ["GET /incidents/{Slug}/labs/{Id:guid}/report"] = Anyone,
        ["GET /incidents/{Slug}/labs/{Id:guid}/postmortem"] = Everybody,
        ["GET /incidents/{slug}/labs/{id:guid}/record.json"] = Browsers,
        ["GET /i/{Token}"] = Anyone,
        ["GET /i/again/{Token}"] = Anyone,
        ["POST /assessments/{id:guid}/preview"] = [Roles.HiringManager],
        ["GET /sitting"] = Candidates,
        ["GET /sitting/practice"] = Candidates,
        ["GET /sitting/tasks/{Position:int}"] = Candidates,
        ["GET /sitting/defend"] = Candidates,
        ["GET /sitting/done"] = Candidates,
        ["GET /sitting/elsewhere"] = Candidates,
        ["GET /sitting/left"] = Anyone,
        ["POST /sitting/leave"] = Candidates,
        ["GET /health"] = Anyone,
        ["GET /error"] = Anyone,
        ["GET /not-found"] = Anyone,
        ["GET /account"] = People,
        ["GET /account/password"] = People,
        ["GET /account/email"] = People,
        ["GET /account/email/confirm"] = Anyone,
        ["GET /account/authenticator"] = People,
        ["GET /account/delete"] = People,
        ["GET /account/data.json"] = People,
        ["GET /account/register"] = Anyone,
        ["GET /account/sign-in"] = Anyone,
        ["GET /account/two-factor"] = Anyone,
        ["GET /account/forgotten"] = Anyone,
        ["GET /account/reset"] = Anyone,
        ["GET /account/confirm"] = Anyone,
        ["GET /account/first-administrator"] = Anyone,
        ["GET /account/external"] = Anyone,
        ["GET /account/external/complete"] = Anyone,
        ["POST /account/sign-out"] = Browsers,
        ["GET /development/mail"] = Anyone,
        ["GET /notifications"] = Everybody,
        ["GET /profile"] = Everybody,
        ["GET /words"] = Everybody,
        ["GET /search.json"] = Browsers,
        ["GET /certificates/{Code}"] = Anyone,
        ["GET /reviews"] = Mentors,
        ["GET /reviews/{Id:guid}"] = Mentors,
        ["GET /reviews/{Id:guid}/alike"] = Mentors,
        ["GET /cohorts"] = Mentors,
        ["GET /cohorts/{Id:guid}"] = Mentors,
        ["GET /cohorts/join/{Code}"] = People,
        ["GET /assessments"] = HiringManagers,
        ["GET /assessments/{Id:guid}"] = HiringManagers,
        ["GET /assessments/{Id:guid}/invitations"] = HiringManagers,
        ["GET /candidates/{Id:guid}"] = HiringManagers,
        ["GET /markings"] = Markers,
        ["GET /sitting/report"] = Candidates,
        ["GET /sitting/report/tasks/{Position:int}"] = Candidates,
        ["GET /sittings/{Id:guid}"] = Markers,
        ["GET /sittings/{Id:guid}/tasks/{Position:int}"] = Markers,
        ["GET /sittings/{Id:guid}/replay/{Position:int}"] = Markers,
        ["GET /sittings/{Id:guid}/alike/{Position:int}"] = Markers,
        ["GET /assessments/{Id:guid}/candidates"] = [Roles.HiringManager],
        ["GET /assessments/{id:guid}/export.csv"] = HiringManagers,
        ["GET /assessments/{id:guid}/export.json"] = HiringManagers,
        ["GET /settings/hiring"] = HiringManagers,
        ["GET /settings/hiring/api"] = HiringManagers,
        ["GET /settings/hiring/{Organisation:guid}"] = HiringManagers,
        ["GET /settings/hiring/webhooks/{Id:guid}"] = HiringManagers,
        // Tokens get in here, and no browser does.
        ["GET /api/{documentName}/openapi.json"] = Anyone,
        ["GET /api/v1/assessments"] = [],
        ["GET /api/v1/assessments/{id:guid}"] = [],
        ["GET /api/v1/invitations"] = [],
        ["POST /api/v1/invitations"] = [],
        ["DELETE /api/v1/invitations/{id:guid}"] = [],
        ["GET /api/v1/sittings"] = [],
        ["GET /api/v1/sittings/{id:guid}"] = [],
        ["GET /api/v1/sittings/{id:guid}/decisions"] = [],
        ["GET /api/assessment-partner/list_tests"] = [],
        ["POST /api/assessment-partner/send_test"] = [],
        ["GET /api/assessment-partner/test_status"] = [],
        ["GET /admin"] = Administrators,
        ["GET /admin/exercises"] = Administrators,
        ["GET /admin/capacity"] = Administrators,
        ["GET /admin/evidence"] = Administrators,
        ["GET /admin/health"] = Administrators,
        ["GET /admin/people"] = Administrators,
        ["GET /admin/people/{Id:guid}"] = Administrators,
        ["GET /admin/organisations"] = Administrators,
        ["GET /admin/organisations/{Id:guid}"] = Administrators,
        ["GET /admin/audit"] = Administrators,
        ["GET /admin/discussions"] = Administrators,
    };

    [Fact]
    public void EveryEndpoint_IsInTheTable_AndSaysItsRuleItself()
    {
        Assert.Equal(Rules.Keys.Order(StringComparer.Ordinal), Endpoints.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(Endpoints.Where(each => each.Value.Metadata.GetMetadata<IAllowAnonymous>() is null && each.Value.Metadata.GetMetadata<IAuthorizeData>() is null).Select(each => each.Key));
    }

    [Fact]
    public async Task EveryEndpoint_ForEveryRole_LetsInWhoMayAndNobodyElse()
    {
        var wrong = new List<string>();
        foreach (var role in Anyone)
        {
            var (visitor, learner) = await VisitorAsync(role);
            var own = learner is null ? Guid.NewGuid() : await host.SubmissionAsync(learner.Value);
            var cohort = learner is null ? own : await host.CohortAsync(learner.Value);
            var (assessment, candidate) = role == Roles.HiringManager ? await host.HiringAsync(learner!.Value) : (own, own);
            foreach (var (name, endpoint) in Endpoints)
            {
                using var request = new HttpRequestMessage(new HttpMethod(name.Split(' ')[0]), await AddressAsync(endpoint, IsAbout(name, "cohorts/{Id") ? cohort : IsAbout(name, "assessments/{") ? assessment : IsAbout(name, "candidates/{") ? candidate : own));
                var answer = await (role == "stranger" ? host.Visit() : visitor).Client.SendAsync(request);
                var refused = answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized || Visitor.Goal(answer) is { } goal && (goal.StartsWith("/account/sign-in?returnUrl", StringComparison.Ordinal) || goal is "/sitting/elsewhere" or "/sitting/left?why=none");
                // What is not here is 404 for those who may too; then the text or the empty file is the page's own.
                var may = Rules[name].Contains(role);
                if (may == refused && !IsEmptyForAll(name))
                    wrong.Add($"{role}: {name} answered {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryIdInAnAddress_OfSomebodyElse_IsNotHere()
    {
        var (_, owner) = await host.RegisterAsync();
        var theirs = await host.SubmissionAsync(owner.Id, source: "class Secret;");
        var lab = await host.LabAsync(owner.Id, why: "It was a Secret.");
        foreach (var role in Anyone)
        {
            var (visitor, _) = await VisitorAsync(role);
            foreach (var (name, endpoint) in Endpoints.Where(each => each.Key.Contains("guid", StringComparison.Ordinal) && (IsAbout(each.Key, "submissions") || IsAbout(each.Key, "incidents"))))
            {
                var answer = await visitor.GetAsync(await AddressAsync(endpoint, IsAbout(name, "incidents") ? lab : theirs));
                var text = await answer.Content.ReadAsStringAsync();
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound || Visitor.Goal(answer) == "/sitting/elsewhere" || text.Contains("Not here, or not yours.", StringComparison.Ordinal), $"{role}: {name}");
                Assert.DoesNotContain("Secret", text);
            }
        }
    }

    [Fact]
    public async Task Circuit_WithoutOurCookie_IsNotOpened()
    {
        using var nothing = new StringContent("");
        var stranger = await host.Visit().Client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), nothing);
        var (visitor, _) = await VisitorAsync("anonymous");
        var known = await visitor.Client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), nothing);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (stranger.StatusCode, known.StatusCode));
    }

    private static bool IsAbout(string name, string what) => name.StartsWith($"GET /{what}", StringComparison.Ordinal);

    /// <summary>Nothing is set up that these could show: a sign-in half done, a provider, a certificate, a report and evidence of the sample submission.</summary>
    private static bool IsEmptyForAll(string name) => name is "GET /account/two-factor" or "GET /account/external" or "GET /submissions/{id:guid}/evidence.json" or "GET /submissions/{id:guid}/report.json"
        or "GET /incidents/{slug}/labs/{id:guid}/record.json" or "GET /certificates/{Code}" or "GET /settings/hiring/{Organisation:guid}" or "GET /settings/hiring/webhooks/{Id:guid}" or "GET /api/{documentName}/openapi.json" or "GET /i/{Token}" or "GET /i/again/{Token}";

    /// <summary>Ours by method and pattern, without files and without Blazor's own.</summary>
    private Dictionary<string, RouteEndpoint> Endpoints => host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith('_') && endpoint.RoutePattern.RawText != "{**path:file}")
        .ToDictionary(endpoint => $"{Method(endpoint)} /{endpoint.RoutePattern.RawText!.TrimStart('/')}", StringComparer.Ordinal);

    private static string Method(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<RootComponentMetadata>() is not null ? "GET" : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";

    private async Task<(Visitor Visitor, Guid? Learner)> VisitorAsync(string role)
    {
        if (role is "stranger")
            return (host.Visit(), null);
        if (role is "candidate")
        {
            var sitting = await host.SittingAsync();
            return (host.Sit(sitting), sitting.LearnerId);
        }
        if (role is "anonymous")
        {
            var visitor = host.Visit();
            return (visitor, await visitor.LearnerAsync(host));
        }
        var (person, row) = await host.RegisterAsync($"A {role}", role == Roles.Learner ? [] : [role]);
        return (person, row.Id);
    }

    private async Task<string> AddressAsync(RouteEndpoint endpoint, Guid submission)
    {
        var lessons = host.Services.GetRequiredService<LessonLibrary>();
        var lesson = lessons.Tracks[0].Items.Select(item => item.Lesson).First(slug => slug is not null)!;
        await using var context = host.Contexts.CreateDbContext();
        var isAdmin = endpoint.RoutePattern.RawText!.Contains("admin", StringComparison.Ordinal);
        var id = !isAdmin ? submission : endpoint.RoutePattern.RawText.Contains("people", StringComparison.Ordinal) ? context.People.First().Id : await OrganisationAsync(context);
        return "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "TrackSlug" } => lessons.Tracks[0].Slug,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "LessonSlug" } => lesson,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "Slug" or "slug" } => endpoint.RoutePattern.RawText.Contains("incidents", StringComparison.Ordinal) ? "the-rollback-that-did-not-help" : "feed-n-plus-one",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "Position" } => "1",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart => id.ToString(),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            var other => throw new InvalidOperationException($"A {other.PartKind} in an address."),
        }));
    }

    private static async Task<Guid> OrganisationAsync(LabContext context)
    {
        if (context.Organisations.FirstOrDefault() is { } there)
            return there.Id;
        var made = new Organisation { Id = Guid.CreateVersion7(), Name = "Here", CreatedAt = DateTimeOffset.UnixEpoch };
        context.Organisations.Add(made);
        await context.SaveChangesAsync();
        return made.Id;
    }
}
