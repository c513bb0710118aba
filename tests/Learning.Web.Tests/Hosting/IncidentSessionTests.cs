using System.Net;
using System.Security.Claims;
using Bunit;
using Learning.Grading.Incidents.Records;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Incidents.Postmortem;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Reviews;
using Learning.Web.Hosting;
using Learning.Web.Tests.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Learning.Web.Tests.Hosting;

public sealed class IncidentSessionTests(LabHost host) : IClassFixture<LabHost>
{
    private const string Slug = "the-rollback-that-did-not-help";

    [Fact]
    public async Task Lab_OfALearner_IsOneAtATime()
    {
        var learner = await LearnerAsync();

        Assert.True(await Ledger.AddAsync(Row(learner), CancellationToken.None));
        Assert.False(await Ledger.AddAsync(Row(learner), CancellationToken.None));
        Assert.True(await Ledger.AddAsync(Row(await LearnerAsync()), CancellationToken.None));
    }

    [Fact]
    public async Task Session_OfSomebodyElse_IsNotThere()
    {
        var (mine, theirs) = (await LearnerAsync(), await LearnerAsync());
        var row = await SavedAsync(theirs);

        Assert.NotNull(await SessionsOf(theirs).FindAsync(row.Id, CancellationToken.None));
        Assert.Null(await SessionsOf(mine).FindAsync(row.Id, CancellationToken.None));
        Assert.Null(await SessionsOf(mine).RecordAsync(row.Id, CancellationToken.None));
        Assert.Empty(await SessionsOf(mine).ListAsync(null, CancellationToken.None));
        Assert.Null(await PostmortemsOf(mine).OpenAsync(Slug, row.Id, CancellationToken.None));
        Assert.NotNull((await PostmortemsOf(mine).SaveAsync(row.Id, Text("mine now"), 0, CancellationToken.None)).Refusal);
        Assert.Null((await PostmortemsOf(theirs).OpenAsync(Slug, row.Id, CancellationToken.None))!.Text.UpdatedAt);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("postmortem")]
    public async Task Page_OfSomebodyElsesSession_SaysNotHere(string page)
    {
        var row = await SavedAsync(await LearnerAsync());

        Assert.Contains("Not here, or not yours.", await host.CreateClient().GetStringAsync($"/incidents/{Slug}/labs/{row.Id}/{page}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("postmortem")]
    public async Task Page_OfASessionWithoutARecord_SaysThatNothingWasRecorded(string page)
    {
        var client = host.CreateClient();
        await client.GetStringAsync("/");
        Guid me;
        await using (var context = Contexts.CreateDbContext())
            me = (await context.Learners.OrderByDescending(learner => learner.Ordinal).FirstAsync()).Id;
        var row = Row(me);
        await Ledger.AddAsync(row, CancellationToken.None);
        Assert.Contains("The lab has not begun yet.", await client.GetStringAsync($"/incidents/{Slug}/labs/{row.Id}/{page}"), StringComparison.Ordinal);

        await Ledger.EndAsync(row.Id, null, null, "You gave it up.", CancellationToken.None);
        var html = await client.GetStringAsync($"/incidents/{Slug}/labs/{row.Id}/{page}");
        Assert.Contains("The lab ended before its first second was measured: You gave it up.", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/incidents/{Slug}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Not here, or not yours.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_OfSomebodyElse_IsNoFile()
    {
        var row = await SavedAsync(await LearnerAsync(), ended: true);
        var client = host.CreateClient();
        await client.GetStringAsync("/"); // becomes a learner

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/incidents/{Slug}/labs/{row.Id}/record.json")).StatusCode);
    }

    [Fact]
    public async Task Record_OfOnesOwnEndedLab_IsTheWholeOne_AndOfAnOpenOneNone()
    {
        var client = host.CreateClient();
        await client.GetStringAsync("/");
        Guid me;
        await using (var context = Contexts.CreateDbContext())
            me = (await context.Learners.OrderByDescending(learner => learner.Ordinal).FirstAsync()).Id;
        var row = await SavedAsync(me);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/incidents/{Slug}/labs/{row.Id}/record.json")).StatusCode);

        await Ledger.EndAsync(row.Id, RoomSamples.Record() with { Slug = Slug }, null, "Enough.", CancellationToken.None);
        var json = await client.GetStringAsync($"/incidents/{Slug}/labs/{row.Id}/record.json");
        Assert.Contains("\"seed\": 4182", json, StringComparison.Ordinal);
        Assert.Contains("Filter by category turned off", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_PackedAndUnpacked_IsTheSame()
    {
        var record = RoomSamples.Record() with { Locks = [new(91, RoomSamples.Activity())], Unscored = [new(1, 2)] };

        var back = RecordFile.Unpack(RecordFile.Pack(record));

        Assert.Equal(RecordFile.Json(record), RecordFile.Json(back));
        Assert.True(RecordFile.Pack(record).Length < RecordFile.Json(record).Length / 10);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Process_ThatWasKilled_LeavesAnEndedLabWithItsRecordAndItsScore()
    {
        var learner = await LearnerAsync();
        var row = await SavedAsync(learner);

        var left = await Ledger.RecoverAsync(CancellationToken.None);
        Assert.Contains((row.Id, Slug), left);
        await Ledger.ScoreAsync(row.Id, record => Learning.Grading.Incidents.Scoring.IncidentScoring.Score(RoomSamples.Incident(), record), CancellationToken.None);

        var found = (await SessionsOf(learner).FindAsync(row.Id, CancellationToken.None))!;
        Assert.Equal((IncidentStatus.Ended, IncidentLedger.Restarted), (found.Status, found.Why));
        Assert.NotNull(found.Score);
        var record = (await SessionsOf(learner).RecordAsync(row.Id, CancellationToken.None))!;
        Assert.Equal((LabPhase.Ended, IncidentLedger.Restarted, 3), (record.Phase, record.Ended, record.Actions.Count));
    }

    [Fact]
    public async Task End_ThatWasTold_IsNotWrittenOverByALateSave()
    {
        var learner = await LearnerAsync();
        var row = await SavedAsync(learner);
        await Ledger.EndAsync(row.Id, RoomSamples.Record(120), null, "You ended it.", CancellationToken.None);

        await Ledger.SaveAsync(row.Id, RoomSamples.Record(60), null, CancellationToken.None);
        await Ledger.FailAsync(row.Id, "late", CancellationToken.None);

        Assert.Equal("You ended it.", (await SessionsOf(learner).FindAsync(row.Id, CancellationToken.None))!.Why);
        Assert.Equal(120, (await SessionsOf(learner).RecordAsync(row.Id, CancellationToken.None))!.Elapsed);
    }

    [Fact]
    public async Task Reset_KeepsWhatWasBefore_AsASessionOfItsOwn()
    {
        var learner = await LearnerAsync();
        var row = await SavedAsync(learner);

        await Ledger.KeepAsync(row.Id, RoomSamples.Record(77) with { Slug = Slug }, null, "The lab was reset; it began anew.", CancellationToken.None);

        var rows = await SessionsOf(learner).ListAsync(Slug, CancellationToken.None);
        var before = Assert.Single(rows, each => each.Status == IncidentStatus.Ended);
        Assert.Equal((77, before.Id), ((await SessionsOf(learner).RecordAsync(before.Id, CancellationToken.None)) is { } kept ? (kept.Elapsed, kept.Id) : default));
    }

    [Fact]
    public async Task SigningIn_TakesSessionsAlong_AndAnOpenLabOnceItHasEnded()
    {
        var (browser, person) = (await LearnerAsync(), await LearnerAsync());
        var ended = await SavedAsync(browser, ended: true);
        var open = await SavedAsync(browser);
        var theirs = await SavedAsync(person);
        var takeover = ActivatorUtilities.CreateInstance<WorkTakeover>(host.Services);

        await takeover.MoveAsync(browser, person, CancellationToken.None);
        Assert.Equal([theirs.Id, ended.Id], (await SessionsOf(person).ListAsync(null, CancellationToken.None)).Select(row => row.Id));
        Assert.Contains((browser, person), await takeover.UnfinishedAsync(CancellationToken.None));

        await Ledger.EndAsync(open.Id, null, null, "Enough.", CancellationToken.None);
        await takeover.MoveAsync(browser, person, CancellationToken.None);
        Assert.Equal(3, (await SessionsOf(person).ListAsync(null, CancellationToken.None)).Count);
        Assert.DoesNotContain((browser, person), await takeover.UnfinishedAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Postmortem_OfTwoTabs_IsNotWrittenOver()
    {
        var learner = await LearnerAsync();
        var row = await SavedAsync(learner, ended: true);
        var (one, two) = (PostmortemsOf(learner), PostmortemsOf(learner));

        var first = await one.SaveAsync(row.Id, Text("first"), 0, CancellationToken.None);
        var second = await two.SaveAsync(row.Id, Text("second"), 0, CancellationToken.None);
        Assert.Equal((null, PostmortemDesk.Newer), (first.Refusal, second.Refusal));
        Assert.Equal("first", second.Kept.Of("summary"));

        var both = await Task.WhenAll(one.SaveAsync(row.Id, Text("a"), 1, CancellationToken.None), two.SaveAsync(row.Id, Text("b"), 1, CancellationToken.None));
        Assert.Single(both, outcome => outcome.Refusal is null);
        Assert.Single(both, outcome => outcome.Refusal == PostmortemDesk.Newer);
        Assert.Equal(2, both.Max(outcome => outcome.Kept.Version));
    }

    [Fact]
    public async Task Postmortem_HandedIn_StaysAsItIs()
    {
        var learner = await LearnerAsync();
        var row = await SavedAsync(learner, ended: true);
        var desk = PostmortemsOf(learner);
        await desk.SaveAsync(row.Id, Text("draft"), 0, CancellationToken.None);

        var handed = await desk.HandInAsync(row.Id, Text("final"), 1, CancellationToken.None);
        var late = await desk.SaveAsync(row.Id, Text("late"), 2, CancellationToken.None);

        Assert.Null(handed.Refusal);
        Assert.NotNull(late.Refusal);
        Assert.Equal(("final", true), (late.Kept.Of("summary"), late.Kept.HandedInAt is not null));
    }

    /// <summary>What was typed last is saved by itself, and waits for the hand-in that was quicker.</summary>
    [Fact]
    public async Task Postmortem_SavedBehindItsHandIn_SpeaksOfNoOtherTab()
    {
        var learner = await LearnerAsync();
        var row = await SavedAsync(learner, ended: true);
        await using var browser = new BunitContext();
        browser.JSInterop.Mode = JSRuntimeMode.Loose;
        browser.Services.AddSingleton(PostmortemsOf(learner)).AddSingleton(TimeProvider.System);
        browser.ComponentFactories.AddStub<AskedReview>();
        var editor = browser.JSInterop.SetupModule("./Features/Incidents/Postmortem/PostmortemPage.razor.js").SetupModule("mount", _ => true);
        editor.Mode = JSRuntimeMode.Loose;
        editor.Setup<IJSStreamReference>("bytes").SetResult(new Sections());
        var page = browser.Render<PostmortemPage>(parameters => parameters.Add(each => each.Slug, Slug).Add(each => each.Id, row.Id));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(".acts .btn.p")), TimeSpan.FromSeconds(30));
        await page.Find(".acts .btn.p").ClickAsync(new());

        var handing = page.Find(".acts .btn.p").ClickAsync(new());
        await page.InvokeAsync(() => page.Instance.ChangedAsync(1));
        await handing;

        Assert.Contains("Handed in", page.Find(".state").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Postmortem_TooLong_IsRefusedInASentence()
    {
        var learner = await LearnerAsync();
        var row = await SavedAsync(learner, ended: true);

        var outcome = await PostmortemsOf(learner).SaveAsync(row.Id, Text(new string('x', PostmortemDesk.MostCharacters + 1)), 0, CancellationToken.None);

        Assert.Contains("20,000 characters", outcome.Refusal, StringComparison.Ordinal);
        Assert.Equal(0, outcome.Kept.Version);
    }

    private IDbContextFactory<LabContext> Contexts => host.Services.GetRequiredService<IDbContextFactory<LabContext>>();
    private IncidentLedger Ledger => host.Services.GetRequiredService<IncidentLedger>();

    private IncidentSessions SessionsOf(Guid learner) => ActivatorUtilities.CreateInstance<IncidentSessions>(host.Services, new CurrentLearner(new SignedIn(learner)));

    private PostmortemDesk PostmortemsOf(Guid learner)
    {
        var current = new CurrentLearner(new SignedIn(learner));
        var reports = ActivatorUtilities.CreateInstance<ReportDesk>(host.Services, SessionsOf(learner), new Learning.Web.Features.Sittings.Running.SatLabs(Contexts, new(new SignedIn(learner))), ActivatorUtilities.CreateInstance<PageHandover>(host.Services, current));
        return ActivatorUtilities.CreateInstance<PostmortemDesk>(host.Services, current, reports);
    }

    private static Dictionary<string, string> Text(string summary) => new(StringComparer.Ordinal) { ["summary"] = summary };

    private static IncidentSession Row(Guid learner) => new()
    {
        Id = Guid.CreateVersion7(),
        LearnerId = learner,
        Slug = Slug,
        Revision = "r",
        Seed = 4182,
        Status = IncidentStatus.Waiting,
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    private async Task<IncidentSession> SavedAsync(Guid learner, bool ended = false)
    {
        var row = Row(learner);
        await Ledger.AddAsync(row, CancellationToken.None);
        await Ledger.SaveAsync(row.Id, RoomSamples.Record() with { Slug = Slug }, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        if (ended)
            await Ledger.EndAsync(row.Id, null, null, "Enough.", CancellationToken.None);
        return row;
    }

    private async Task<Guid> LearnerAsync()
    {
        await using var context = Contexts.CreateDbContext();
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = TimeProvider.System.GetUtcNow() };
        context.Learners.Add(learner);
        await context.SaveChangesAsync();
        return learner.Id;
    }

    private sealed class Sections : IJSStreamReference
    {
        private static readonly byte[] Bytes = "{\"summary\":\"It was slow.\"}"u8.ToArray();

        public long Length => Bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) => new(new MemoryStream(Bytes));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class SignedIn(Guid learner) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, learner.ToString())], "test"))));
    }
}
