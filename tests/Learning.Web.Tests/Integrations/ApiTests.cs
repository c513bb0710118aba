using System.Net;
using System.Text.Json;
using Learning.Web.Data;
using Learning.Web.Features.Integrations.Api;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Assessments;
using Learning.Web.Tests.Markings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Integrations;

public sealed class ApiTests(AccountHost host) : IClassFixture<AccountHost>
{
    private readonly HiringDesks desks = new(host);
    private readonly MarkingDesks markings = new(host);

    [Fact]
    public async Task Token_Missing_Unknown_ExpiredOrRevoked_Is401_AndACookieCountsForNothing()
    {
        var grace = await desks.ManagerAsync();
        var nobody = new ApiProgram(host.Visit().Client);
        var (expired, _) = await ApiProgram.OfAsync(host, grace.Organisation, expires: TimeProvider.System.GetUtcNow().AddSeconds(-1));
        var (revoked, _) = await ApiProgram.OfAsync(host, grace.Organisation, revoked: true);
        var forged = new ApiProgram(host.Visit().Client);
        forged.Client.DefaultRequestHeaders.Authorization = new("Bearer", ApiTokens.New().Token);

        foreach (var program in new[] { nobody, expired, revoked, forged, new(grace.Browser.Client) })
        {
            var (status, problem) = await program.GetAsync("/api/v1/assessments");
            Assert.Equal(401, status);
            Assert.Contains("Authorization: Bearer", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ApiScopes.AssessmentsRead, "GET", "/api/v1/sittings")]
    [InlineData(ApiScopes.AssessmentsRead, "GET", "/api/v1/invitations")]
    [InlineData(ApiScopes.ResultsRead, "POST", "/api/v1/invitations")]
    [InlineData(ApiScopes.InvitationsWrite, "GET", "/api/v1/assessments")]
    [InlineData(ApiScopes.InvitationsWrite, "GET", "/api/assessment-partner/test_status?partner_interview_id=x")]
    public async Task Token_WithoutTheScope_Is403_AndSaysWhichOneItLacks(string scope, string method, string path)
    {
        var (program, _) = await ApiProgram.OfAsync(host, await markings.OrganisationAsync(), scope);

        var (status, problem) = await program.SendAsync(new(method), path, method == "POST" ? new { } : null);

        Assert.Equal(403, status);
        Assert.Contains("lacks the scope", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_OfAnotherOrganisation_FindsNothing()
    {
        var grace = await desks.ManagerAsync();
        var assessment = await desks.PublishedAsync(grace);
        var invited = await desks.InvitedAsync(grace, assessment);
        var sitting = await markings.HandedInAsync(await markings.AssessmentAsync(grace.Organisation), "7F3A");
        var (foreign, _) = await ApiProgram.OfAsync(host, await markings.OrganisationAsync());

        foreach (var path in new[] { $"/api/v1/assessments/{assessment}", $"/api/v1/sittings/{sitting.Id}", $"/api/v1/sittings/{sitting.Id}/decisions", $"/api/assessment-partner/test_status?partner_interview_id={invited.InvitationId}" })
            Assert.Equal(404, (await foreign.GetAsync(path)).Status);
        Assert.Equal(404, (await foreign.SendAsync(HttpMethod.Delete, $"/api/v1/invitations/{invited.InvitationId}")).Status);
        Assert.Equal(404, (await foreign.SendAsync(HttpMethod.Post, "/api/v1/invitations", new { assessment, email = "eve@shop.example" })).Status);
        Assert.Equal(404, (await foreign.SendAsync(HttpMethod.Post, "/api/assessment-partner/send_test", new { partner_test_id = assessment.ToString(), candidate = new { email = "eve@shop.example" } })).Status);
        foreach (var list in new[] { "assessments", "invitations", "sittings", $"sittings?assessment={sitting.RevisionId}", $"invitations?assessment={assessment}" })
            Assert.Equal(0, (await foreign.GetAsync($"/api/v1/{list}")).Body.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Assessments_OnlyPublishedOnes_AreReadPageByPage()
    {
        var grace = await desks.ManagerAsync();
        var draft = await desks.BegunAsync(grace);
        await using (var context = host.Contexts.CreateDbContext())
        {
            context.AssessmentRevisions.Add(new() { Id = Guid.CreateVersion7(), AssessmentId = draft, Number = 0, Name = "tried out", Plan = JsonSerializer.Serialize(MarkingDesks.Plan), PublishedAt = TimeProvider.System.GetUtcNow() });
            await context.SaveChangesAsync();
        }
        var published = new[] { await markings.AssessmentAsync(grace.Organisation), await markings.AssessmentAsync(grace.Organisation), await markings.AssessmentAsync(grace.Organisation) };
        var (program, _) = await ApiProgram.OfAsync(host, grace.Organisation);

        List<Guid> read = [];
        for (string? next = ""; next is not null;)
        {
            var (_, page) = await program.GetAsync($"/api/v1/assessments?limit=2{next}");
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(each => each.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : $"&after={page.GetProperty("next").GetGuid()}";
        }

        Assert.Equal(published, read);
        Assert.Equal(404, (await program.GetAsync($"/api/v1/assessments/{draft}")).Status);
        Assert.DoesNotContain(draft.ToString(), (await program.GetAsync("/api/assessment-partner/list_tests")).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(60, (await program.GetAsync($"/api/v1/assessments/{published[0]}")).Body.GetProperty("minutes").GetInt32());
    }

    [Fact]
    public async Task Invitation_SentTwiceWithOneKey_IsMadeOnce_AndAnsweredTheSame()
    {
        var grace = await desks.ManagerAsync();
        var assessment = await desks.PublishedAsync(grace);
        var (program, row) = await ApiProgram.OfAsync(host, grace.Organisation);
        var wanted = new { assessment, email = "Ada@Shop.example", name = "Ada", timeFactor = 1.5, externalId = "x-1" };

        var first = await program.SendAsync(HttpMethod.Post, "/api/v1/invitations", wanted, "key 1");
        var second = await program.SendAsync(HttpMethod.Post, "/api/v1/invitations", wanted, "key 1");
        var other = await program.SendAsync(HttpMethod.Post, "/api/v1/invitations", new { assessment, email = "eve@shop.example" }, "key 1");
        var without = await program.SendAsync(HttpMethod.Post, "/api/v1/invitations", wanted);

        Assert.Equal((201, 201, 422, 422), (first.Status, second.Status, other.Status, without.Status));
        Assert.Equal(first.Body.GetRawText(), second.Body.GetRawText());
        Assert.Contains("/i/", first.Body.GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.Contains("invited already", without.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var (_, list) = await program.GetAsync("/api/v1/invitations");
        var listed = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(("ada@shop.example", "Open", JsonValueKind.Null), (listed.GetProperty("email").GetString(), listed.GetProperty("status").GetString(), listed.GetProperty("link").ValueKind));
        await using var context = host.Contexts.CreateDbContext();
        var kept = await context.ApiAnswers.SingleAsync(each => each.TokenId == row.Id);
        Assert.DoesNotContain("/i/", kept.Body!, StringComparison.Ordinal); // encrypted
        Assert.NotNull((await context.ApiTokens.SingleAsync(each => each.Id == row.Id)).LastUsedAt);
    }

    [Fact]
    public async Task Invitation_AskedForAtTheSameTimeWithOneKey_IsMadeOnce()
    {
        var grace = await desks.ManagerAsync();
        var assessment = await desks.PublishedAsync(grace);
        var (program, _) = await ApiProgram.OfAsync(host, grace.Organisation);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => program.SendAsync(HttpMethod.Post, "/api/v1/invitations", new { assessment, email = "ada@shop.example" }, "at once")));

        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[201, 409]));
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Body.GetProperty("id").GetGuid()).Distinct());
    }

    [Fact]
    public async Task Invitation_WhoseCallerHangsUpOnceItIsMade_IsAnsweredWhenAskedForAgain()
    {
        var grace = await desks.ManagerAsync();
        var invited = await desks.InvitedAsync(grace, await desks.PublishedAsync(grace));
        var (_, token) = await ApiProgram.OfAsync(host, grace.Organisation);
        var (caller, answers) = (new ApiCaller(token.Id, grace.Organisation), host.Services.GetRequiredService<IdempotentAnswers>());
        using var gone = new CancellationTokenSource();

        await answers.OnceAsync(caller, "key", "the same", async stop =>
        {
            await gone.CancelAsync(); // the invitation stands, and its answer is on its way
            stop.ThrowIfCancellationRequested();
            return new(TypedResults.Ok(invited.Link), invited.InvitationId);
        }, gone.Token);
        await answers.OnceAsync(caller, "key", "the same", _ => throw new InvalidOperationException("It was made already."), CancellationToken.None);

        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(invited.InvitationId, (await context.ApiAnswers.SingleAsync(row => row.TokenId == token.Id)).InvitationId);
    }

    [Fact]
    public async Task Act_ThatFailsOnTheWay_KeepsItsKey()
    {
        var organisation = await markings.OrganisationAsync();
        var (_, token) = await ApiProgram.OfAsync(host, organisation);
        var (caller, answers) = (new ApiCaller(token.Id, organisation), host.Services.GetRequiredService<IdempotentAnswers>());

        await Assert.ThrowsAsync<TimeoutException>(() => answers.OnceAsync(caller, "key", "the same", _ => throw new TimeoutException(), CancellationToken.None));

        var again = await answers.OnceAsync(caller, "key", "the same", _ => throw new InvalidOperationException("It may be done already."), CancellationToken.None);
        Assert.Equal(StatusCodes.Status409Conflict, Assert.IsType<ProblemHttpResult>(again).StatusCode);
    }

    [Fact]
    public async Task Invitation_Revoked_LeadsNowhere_AndRevokingAgainChangesNothing()
    {
        var grace = await desks.ManagerAsync();
        var invited = await desks.InvitedAsync(grace, await desks.PublishedAsync(grace));
        var (program, _) = await ApiProgram.OfAsync(host, grace.Organisation);

        Assert.Equal(204, (await program.SendAsync(HttpMethod.Delete, $"/api/v1/invitations/{invited.InvitationId}")).Status);
        Assert.Equal(204, (await program.SendAsync(HttpMethod.Delete, $"/api/v1/invitations/{invited.InvitationId}")).Status);

        Assert.Equal("Revoked", (await program.GetAsync("/api/v1/invitations")).Body.GetProperty("items")[0].GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"assessment":"nonsense","email":"ada@shop.example"}""")]
    [InlineData("""{"email":"ada@shop.example"}""")]
    [InlineData("""{"assessment":"0199c0f1-0000-7000-8000-000000000000"}""")]
    public async Task Invitation_OfNonsense_IsRefusedWithASentence(string body)
    {
        var (program, _) = await ApiProgram.OfAsync(host, await markings.OrganisationAsync());

        var (status, problem) = await program.SendAsync(HttpMethod.Post, "/api/v1/invitations", body);

        Assert.InRange(status, 400, 422);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/api/v1/assessments?after=x", 400)]
    [InlineData("GET", "/api/v1/assessments?limit=x", 400)]
    [InlineData("GET", "/api/v1/sittings/1", 404)]
    public async Task Request_ThatNoEndpointTakes_IsAProblemDocument(string method, string path, int expected)
    {
        var (program, _) = await ApiProgram.OfAsync(host, await markings.OrganisationAsync());

        Assert.Equal(expected, (await program.SendAsync(new(method), path)).Status);
    }

    [Fact]
    public async Task Sitting_BeforeADecision_IsACode_AndAfterwardsAName()
    {
        var organisation = await markings.OrganisationAsync();
        var (_, marker) = await markings.MemberAsync(organisation);
        var sitting = await markings.HandedInAsync(await markings.AssessmentAsync(organisation), "7F3A", name: "Ada Lovelace", allowed: 7200);
        var (program, _) = await ApiProgram.OfAsync(host, organisation);

        var (_, before) = await program.GetAsync($"/api/v1/sittings/{sitting.Id}");
        var (_, invitedBefore) = await program.GetAsync("/api/v1/invitations");
        await using (var context = host.Contexts.CreateDbContext())
        {
            context.HiringDecisions.Add(new() { Id = Guid.CreateVersion7(), SittingId = sitting.Id, DecidedBy = marker, DeciderName = "Grace", Outcome = HiringOutcome.Invite, Reasons = "Good.", At = TimeProvider.System.GetUtcNow() });
            await context.SaveChangesAsync();
        }
        var (_, after) = await program.GetAsync($"/api/v1/sittings/{sitting.Id}");
        var (_, decisions) = await program.GetAsync($"/api/v1/sittings/{sitting.Id}/decisions");
        var (_, invitedAfter) = await program.GetAsync("/api/v1/invitations");

        Assert.Equal(("7F3A", JsonValueKind.Null, JsonValueKind.Null), (before.GetProperty("code").GetString(), before.GetProperty("name").ValueKind, before.GetProperty("email").ValueKind));
        Assert.All((string[])["candidate", "invitation", "externalId"], name => Assert.Equal(JsonValueKind.Null, before.GetProperty(name).ValueKind));
        Assert.Equal(("Used", JsonValueKind.Null), (invitedBefore.GetProperty("items")[0].GetProperty("status").GetString(), invitedBefore.GetProperty("items")[0].GetProperty("sitting").ValueKind));
        Assert.Equal("Ada Lovelace", after.GetProperty("name").GetString());
        Assert.Equal((sitting.InvitationId!.Value, sitting.Id), (after.GetProperty("invitation").GetGuid(), invitedAfter.GetProperty("items")[0].GetProperty("sitting").GetGuid()));
        Assert.Equal((60, 60), ((int)before.GetProperty("points").GetDecimal(), before.GetProperty("outOf").GetInt32()));
        var task = before.GetProperty("tasks")[0];
        Assert.Equal("OverBudget", task.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Object, task.GetProperty("certificate").ValueKind);
        Assert.Equal(30, task.GetProperty("breakdown")[0].GetProperty("points").GetInt32());
        Assert.Equal(33, before.GetProperty("timeUsed").GetInt32()); // of the own time box: a factor of two is not seen
        Assert.DoesNotMatch(@":\s*7200\b", before.GetRawText());
        Assert.Equal("Good.", Assert.Single(decisions.EnumerateArray()).GetProperty("reasons").GetString());
    }

    [Fact]
    public async Task Tracking_ListsSendsAndIsToldWhenItIsComplete_WithTheKeyAsUserName()
    {
        var grace = await desks.ManagerAsync();
        var assessment = await desks.PublishedAsync(grace);
        var (program, _) = await ApiProgram.OfAsync(host, grace.Organisation, basic: true);
        Assert.True(ApiTokens.New().Token.Length < 171);
        var order = new { partner_test_id = assessment.ToString(), candidate = new { first_name = "Ada", last_name = "Lovelace", email = "ada@shop.example", phone_number = "1" }, url = "https://tracking.example/tests/1" };

        var (_, tests) = await program.GetAsync("/api/assessment-partner/list_tests");
        var (sentStatus, sent) = await program.SendAsync(HttpMethod.Post, "/api/assessment-partner/send_test", order);
        var (_, again) = await program.SendAsync(HttpMethod.Post, "/api/assessment-partner/send_test", order);
        var id = sent.GetProperty("partner_interview_id").GetString();
        var (_, before) = await program.GetAsync($"/api/assessment-partner/test_status?partner_interview_id={id}");
        var sitting = await desks.SittingAsync(Guid.Parse(id!), SittingStatus.HandedIn, 3600);
        await using (var context = host.Contexts.CreateDbContext())
        {
            context.SittingTasks.Add(new() { SittingId = sitting, Position = 1, Slug = "feed-n-plus-one", Points = 5 });
            await context.SaveChangesAsync();
        }
        var (_, after) = await program.GetAsync($"/api/assessment-partner/test_status?partner_interview_id={id}");

        Assert.Equal(assessment.ToString(), Assert.Single(tests.EnumerateArray()).GetProperty("partner_test_id").GetString());
        Assert.Equal((200, id), (sentStatus, again.GetProperty("partner_interview_id").GetString()));
        Assert.Equal(("sent", "complete"), (before.GetProperty("partner_status").GetString(), after.GetProperty("partner_status").GetString()));
        Assert.EndsWith($"/sittings/{sitting}", after.GetProperty("partner_profile_url").GetString(), StringComparison.Ordinal);
        Assert.All(after.GetProperty("metadata").EnumerateObject(), each => Assert.Equal(JsonValueKind.String, each.Value.ValueKind));
        Assert.DoesNotContain("Ada", after.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_ThatFailedByOurFault_CountsInNeitherSum_AndIsWaitedForNoLonger()
    {
        var organisation = await markings.OrganisationAsync();
        var plan = MarkingDesks.Plan with { Tasks = [.. MarkingDesks.Plan.Tasks, MarkingDesks.Plan.Tasks[0] with { Slug = "deep-pages", Weight = 40 }] };
        var sitting = await markings.HandedInAsync(await markings.AssessmentAsync(organisation, plan), "7F3A", points: 45);
        var (program, _) = await ApiProgram.OfAsync(host, organisation);
        var (path, status) = ($"/api/v1/sittings/{sitting.Id}", $"/api/assessment-partner/test_status?partner_interview_id={sitting.InvitationId}");
        await using var context = host.Contexts.CreateDbContext();
        // The host's own care scores what waits in sittings whose tasks are closed; here the test says when it is scored.
        await context.Sittings.Where(row => row.Id == sitting.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.TasksClosedAt, (DateTimeOffset?)null));
        var task = new SittingTask { SittingId = sitting.Id, Position = 2, Slug = "deep-pages" };
        context.SittingTasks.Add(task);
        await context.SaveChangesAsync();

        var (_, waiting) = await program.GetAsync(path);
        var (_, polled) = await program.GetAsync(status);
        task.Breakdown = """[{"text":"Our fault.","points":0,"of":0}]""";
        await context.SaveChangesAsync();
        var (_, graded) = await program.GetAsync(path);
        var (_, told) = await program.GetAsync(status);

        Assert.Equal((JsonValueKind.Null, 100, "grading"), (waiting.GetProperty("points").ValueKind, waiting.GetProperty("outOf").GetInt32(), polled.GetProperty("partner_status").GetString()));
        Assert.Equal((45m, 60), (graded.GetProperty("points").GetDecimal(), graded.GetProperty("outOf").GetInt32()));
        Assert.Equal(("complete", 75m), (told.GetProperty("partner_status").GetString(), told.GetProperty("partner_score").GetDecimal()));
    }

    [Fact]
    public async Task Document_NamesEveryEndpoint_AndNoOther()
    {
        var document = JsonDocument.Parse(await host.Visit().Client.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative))).RootElement;
        var told = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(each => $"{each.Name.ToUpperInvariant()} {path.Name}")).Order(StringComparer.Ordinal);
        var there = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(each => each.Metadata.GetMetadata<ApiScope>() is not null)
            .Select(each => $"{each.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} /{each.RoutePattern.RawText!.TrimStart('/').Replace(":guid", "", StringComparison.Ordinal)}").Order(StringComparer.Ordinal);

        Assert.Equal(there, told);
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Count());
        Assert.Contains("results:read", document.GetProperty("paths").GetProperty("/api/v1/sittings").GetProperty("get").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_MoreThanATokenHas_Are429WithATime_AndOtherTokensGoOn()
    {
        await using var small = new AccountHost(builder => builder.UseSetting("Integrations:RequestsPerMinute", "2"));
        var organisation = await new MarkingDesks(small).OrganisationAsync();
        var (busy, _) = await ApiProgram.OfAsync(small, organisation);
        var (other, _) = await ApiProgram.OfAsync(small, organisation);
        var answers = new List<HttpResponseMessage>();
        for (var request = 0; request < 6; request++)
            answers.Add(await busy.Client.GetAsync(new Uri("/api/v1/assessments", UriKind.Relative)));

        Assert.Equal([200, 200, 200, 200, 429, 429], answers.Select(answer => (int)answer.StatusCode));
        Assert.InRange(answers[^1].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", answers[^1].Content.Headers.ContentType!.MediaType);
        Assert.Equal(200, (await other.GetAsync("/api/v1/assessments")).Status);
        Assert.Equal(HttpStatusCode.OK, answers[0].StatusCode);
    }
}
