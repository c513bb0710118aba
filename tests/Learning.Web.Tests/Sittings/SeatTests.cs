using System.Net;
using System.Security.Claims;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Sittings;

/// <summary>Who a candidate's browser is, and until when.</summary>
public sealed class SeatTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task Candidate_AtAnotherPage_IsShownTheWayBack()
    {
        var visitor = host.Sit(await host.SittingAsync());

        Assert.Equal(SeatPages.Elsewhere, Visitor.Goal(await visitor.GetAsync("/exercises")));
        Assert.Contains("You are in an assessment", await visitor.ReadAsync(SeatPages.Elsewhere), StringComparison.Ordinal);
    }

    /// <summary>The keys of every page work by what the bar has: search.js asks for the search's button, keys.js for the bar's links.</summary>
    [Fact]
    public async Task Candidate_OnAnyPageThatOpens_HasNoSearchAndNoWayOut()
    {
        var sitting = await host.SittingAsync(row => (row.Status, row.StartedAt, row.AllowedSeconds) = (SittingStatus.Running, TimeProvider.System.GetUtcNow(), 3600));
        var visitor = host.Sit(sitting);
        var lab = $"/incidents/the-rollback-that-did-not-help/labs/{Guid.NewGuid()}";

        foreach (var path in (string[])["/sitting/tasks/1", SeatPages.Elsewhere, "/sitting/report", lab, $"{lab}/report", "/i/nothing"])
        {
            var page = await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();
            Assert.Contains("</html>", page, StringComparison.Ordinal);
            foreach (var outside in (string[])["data-search-open", "data-keys-open", "class=\"seek\"", "href=\"/exercises\"", "href=\"/reviews\""])
                Assert.False(page.Contains(outside, StringComparison.Ordinal), $"{path} has {outside}.");
        }
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/search.json?q=index")).StatusCode);
        var (search, keys) = (await visitor.ReadAsync("/js/search.js"), await visitor.ReadAsync("/js/keys.js"));
        Assert.Contains("!here()) return;", search, StringComparison.Ordinal);
        Assert.Contains("key === 'g' && there('/')", keys, StringComparison.Ordinal);
        Assert.Contains("event.key === '?' && there('/')", keys, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_OfAnEarlierDevice_IsToldSoAndOpensNothing()
    {
        var sitting = await host.SittingAsync();
        var first = host.Sit(sitting);
        await ChangeAsync(sitting.Id, row => row.Seat++);

        Assert.Equal(SeatPages.Moved, Visitor.Goal(await first.GetAsync(SeatPages.Elsewhere)));
        Assert.Contains("Continued on another device", await first.ReadAsync(SeatPages.Moved), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/exercises")).StatusCode); // it is an ordinary browser again
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cookie_OfASittingThatIsAnonymisedOrLongOver_OpensNothing(bool isAnonymised)
    {
        var sitting = await host.SittingAsync();
        var visitor = host.Sit(sitting);
        var longAgo = TimeProvider.System.GetUtcNow() - Seat.Afterwards - TimeSpan.FromHours(1);
        await ChangeAsync(sitting.Id, row =>
        {
            if (isAnonymised)
                row.AnonymisedAt = longAgo;
            else
                row.HandedInAt = longAgo;
        });

        Assert.Equal(SeatPages.Left, Visitor.Goal(await visitor.GetAsync(SeatPages.Elsewhere)));
    }

    [Fact]
    public async Task Cookie_WithAnotherLearner_OpensNothing()
    {
        var (mine, theirs) = (await host.SittingAsync(), await host.SittingAsync());
        var forged = host.Sit(new()
        {
            Id = theirs.Id, LearnerId = mine.LearnerId, OrganisationId = theirs.OrganisationId, RevisionId = theirs.RevisionId, Status = theirs.Status, CreatedAt = theirs.CreatedAt, Seed = 1,
        });

        Assert.Equal(SeatPages.Left, Visitor.Goal(await forged.GetAsync(SeatPages.Elsewhere)));
    }

    [Fact]
    public async Task OpenPage_WhoseSeatIsTaken_HasNoUserFromThenOn()
    {
        var sitting = await host.SittingAsync();
        var standings = host.Services.GetRequiredService<Standings>();
        ClaimsPrincipal user = Seat.Of(sitting);

        Assert.Same(user, await standings.RenewAsync(user, CancellationToken.None));
        await ChangeAsync(sitting.Id, row => row.Seat++);
        Assert.Null(await standings.RenewAsync(user, CancellationToken.None));
    }

    [Fact]
    public async Task Leave_TakesTheSeatOffAndKeepsTheWork()
    {
        var sitting = await host.SittingAsync();
        var visitor = host.Sit(sitting);

        var answer = await visitor.SendAsync(SeatPages.Elsewhere, SeatPages.Leave);

        Assert.Equal("/", Visitor.Goal(answer));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/exercises")).StatusCode);
        await using var context = host.Contexts.CreateDbContext();
        Assert.True(await context.Sittings.AnyAsync(row => row.Id == sitting.Id));
    }

    [Fact]
    public async Task Leave_OfAPreview_DeletesItsLearner()
    {
        var sitting = await host.SittingAsync();
        await using var context = host.Contexts.CreateDbContext();
        var (_, manager) = await host.RegisterAsync();
        await context.Database.ExecuteSqlAsync($"UPDATE sittings SET preview_by = {manager.Id}, invitation_id = NULL WHERE id = {sitting.Id}");
        var visitor = host.Sit(sitting);

        var answer = await visitor.SendAsync(SeatPages.Elsewhere, SeatPages.Leave);

        Assert.StartsWith("/assessments/", Visitor.Goal(answer), StringComparison.Ordinal);
        Assert.False(await context.Learners.AnyAsync(row => row.Id == sitting.LearnerId));
    }

    [Fact]
    public async Task Circuit_OfACandidate_MayOpen_AndAnotherEndpointMayNot()
    {
        var visitor = host.Sit(await host.SittingAsync());
        using var nothing = new StringContent("");

        Assert.Equal(HttpStatusCode.OK, (await visitor.Client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), nothing)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/submissions/{Guid.NewGuid()}/report.json")).StatusCode);
    }

    private async Task ChangeAsync(Guid id, Action<Sitting> change)
    {
        await using var context = host.Contexts.CreateDbContext();
        change(await context.Sittings.SingleAsync(row => row.Id == id));
        await context.SaveChangesAsync();
    }
}
