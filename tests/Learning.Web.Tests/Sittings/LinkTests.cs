using System.Net;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings.Links;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Sittings;

/// <summary>An invitation's link: what each is good for, and that looking at one changes nothing.</summary>
public sealed class LinkTests(AccountHost host) : IClassFixture<AccountHost>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static TheoryData<string, HttpStatusCode, string> States => new()
    {
        { "expired", HttpStatusCode.Gone, "This link ended on" },
        { "revoked", HttpStatusCode.Gone, "took this invitation back" },
        { "archived", HttpStatusCode.Gone, "does not run this assessment any more" },
        { "closed", HttpStatusCode.Gone, "It had to be begun by" },
        { "not yet", HttpStatusCode.OK, "It can be begun from" },
        { "used", HttpStatusCode.OK, "A link works once" },
        { "open", HttpStatusCode.OK, "1 h 30 min" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task Link_InEachState_SaysWhatToDo(string state, HttpStatusCode status, string says)
    {
        var (token, _) = await InviteAsync(state);

        var answer = await host.Visit().GetAsync($"/i/{token}");

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Link_Guessed_LeadsNowhere_AndGuessingIsSlow()
    {
        await using var alone = new AccountHost();
        var visitor = alone.Visit();
        for (var miss = 0; miss < LinkLimits.Misses; miss++)
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/i/{InvitationTokens.New().Token}")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.GetAsync($"/i/{InvitationTokens.New().Token}")).StatusCode);
    }

    [Fact]
    public async Task Link_LookedAt_ChangesNothing()
    {
        var (token, invitation) = await InviteAsync("open");
        await using var context = host.Contexts.CreateDbContext();
        var learners = await context.Learners.CountAsync();

        var answer = await host.Visit().GetAsync($"/i/{token}");

        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.StartsWith("learner", StringComparison.Ordinal) || cookie.StartsWith("seat", StringComparison.Ordinal));
        Assert.Equal(learners, await context.Learners.CountAsync());
        Assert.Null((await context.Invitations.AsNoTracking().SingleAsync(row => row.Id == invitation)).UsedAt);
    }

    [Fact]
    public async Task Accept_OnTwoDevicesAtOnce_LetsOneIn()
    {
        var (token, invitation) = await InviteAsync("open");
        Visitor[] devices = [host.Visit(), host.Visit(), host.Visit()];

        var answers = await Task.WhenAll(devices.Select(device => device.SendAsync($"/i/{token}", "accept")));

        Assert.Single(answers, answer => Visitor.Goal(answer) == SeatPages.Start);
        await using var context = host.Contexts.CreateDbContext();
        var sitting = await context.Sittings.Include(row => row.Tasks).SingleAsync(row => row.InvitationId == invitation);
        Assert.Equal((SittingStatus.Accepted, null, 1), (sitting.Status, sitting.StartedAt, sitting.Seat));
        Assert.Equal([("feed-n-plus-one", true), ("the-rollback-that-did-not-help", true)], sitting.Tasks.OrderBy(task => task.Position).Select(task => (task.Slug, task.Variant > 0)));
    }

    [Fact]
    public async Task Used_OnAnotherDevice_SendsAFreshLinkToTheInvitedAddressAlone_WhichWorksOnce()
    {
        var (token, invitation) = await InviteAsync("open");
        var (first, second, third) = (host.Visit(), host.Visit(), host.Visit());
        await first.SendAsync($"/i/{token}", "accept");

        var sent = await second.SendAsync($"/i/{token}", "fresh");
        Assert.Contains("sent=1", Visitor.Goal(sent), StringComparison.Ordinal);
        await using var context = host.Contexts.CreateDbContext();
        var candidate = await context.Invitations.Where(row => row.Id == invitation).Select(row => row.Candidate!).SingleAsync();
        var mail = await context.OutgoingMails.SingleAsync(row => row.CandidateId == candidate.Id);
        Assert.Equal(candidate.Email, mail.Recipient);
        var again = new Uri(mail.Body.Split('\n').Single(line => line.Contains("/i/again/", StringComparison.Ordinal)).Trim()).PathAndQuery;
        Assert.Equal(SeatPages.Start, Visitor.Goal(await second.SendAsync(again, "again")));

        Assert.Equal(HttpStatusCode.NotFound, (await third.GetAsync(again)).StatusCode);
        Assert.Equal(SeatPages.Moved, Visitor.Goal(await first.GetAsync(SeatPages.Elsewhere)));
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync(SeatPages.Elsewhere)).StatusCode);
    }

    [Fact]
    public async Task Preview_IsAskedForByItsOrganisation_AndByNobodyElse()
    {
        var (_, invitation) = await InviteAsync("open");
        await using var context = host.Contexts.CreateDbContext();
        var assessment = await context.Invitations.Where(row => row.Id == invitation).Select(row => row.Revision!.Assessment!).SingleAsync();
        var (own, manager) = await host.RegisterAsync("Own", Roles.HiringManager);
        var (foreign, _) = await host.RegisterAsync("Foreign", Roles.HiringManager);
        context.Memberships.Add(new() { PersonId = manager.Id, OrganisationId = assessment.OrganisationId, Role = Roles.HiringManager, Since = Now });
        await context.SaveChangesAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await PreviewAsync(foreign, assessment.Id)).StatusCode);
        Assert.Equal(SeatPages.Start, Visitor.Goal(await PreviewAsync(own, assessment.Id)));
        var sitting = await context.Sittings.AsNoTracking().SingleAsync(row => row.PreviewBy == manager.Id);
        await own.SendAsync(SeatPages.Start, SeatPages.Leave);

        Assert.False(await context.Sittings.AnyAsync(row => row.Id == sitting.Id) || await context.Learners.AnyAsync(row => row.Id == sitting.LearnerId) || await context.AssessmentRevisions.AnyAsync(row => row.Id == sitting.RevisionId));
        Assert.Equal(HttpStatusCode.OK, (await own.GetAsync("/account")).StatusCode); // a person again
    }

    private static async Task<HttpResponseMessage> PreviewAsync(Visitor visitor, Guid assessment)
    {
        var token = await visitor.FormTokenAsync("/account");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await visitor.Client.PostAsync(new Uri($"/assessments/{assessment}/preview", UriKind.Relative), form);
    }

    private async Task<(string Token, Guid Invitation)> InviteAsync(string state)
    {
        var plan = new AssessmentPlan
        {
            Minutes = 60, OpensAt = state == "not yet" ? Now.AddDays(1) : null, ClosesAt = state == "closed" ? Now.AddDays(-1) : null,
            Tasks = [new() { Kind = TaskKind.Exercise, Slug = "feed-n-plus-one", Weight = 10, Minutes = 20, Variants = 5 }, new() { Kind = TaskKind.Incident, Slug = "the-rollback-that-did-not-help", Weight = 10, Minutes = 40 }],
        };
        var sitting = await host.SittingAsync(plan: plan, factor: 1.5m);
        var (token, hash) = InvitationTokens.New();
        await using var context = host.Contexts.CreateDbContext();
        await context.Learners.Where(row => row.Id == sitting.LearnerId).ExecuteDeleteAsync();
        var invitation = await context.Invitations.Include(row => row.Revision!.Assessment).SingleAsync(row => row.Id == sitting.InvitationId);
        invitation.TokenHash = hash;
        invitation.UsedAt = state == "used" ? Now : null;
        invitation.RevokedAt = state == "revoked" ? Now : null;
        if (state == "expired")
            invitation.ExpiresAt = Now.AddDays(-1);
        if (state == "archived")
            invitation.Revision!.Assessment!.ArchivedAt = Now;
        await context.SaveChangesAsync();
        return (token, invitation.Id);
    }
}
