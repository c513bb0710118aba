using System.Security.Claims;
using Bunit;
using Learning.Sandbox.Incidents;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Incidents.Briefing;
using Learning.Web.Features.Incidents.Sessions;
using Microsoft.AspNetCore.Components.Authorization;

namespace Learning.Web.Tests.Components;

public sealed class BriefingTests : BunitContext
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    public BriefingTests() => SetRendererInfo(new("Server", isInteractive: true));

    [Fact]
    public void Start_BeforeTheCircuitIsThere_CannotBePressedForNothing()
    {
        SetRendererInfo(new("Static", isInteractive: false));
        Assert.True(Open(View(new(0, 2, 0, null))).Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public void Place_ThatIsFree_IsStarted()
    {
        var card = Open(View(new(0, 2, 0, null)));

        Assert.Equal("Start", card.Find("button").TextContent);
        Assert.Contains("Leave and it pauses.", card.Find(".rule").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void NoPlace_SaysHowLongAtTheLatest_AndOffersTheLine()
    {
        var card = Open(View(new(2, 2, 1, 11.3)));

        Assert.Contains("2 labs run on this machine. The next place is free in about 12 min at the latest. 1 is in line before you.", card.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Wait in line", card.Find("button").TextContent);
    }

    [Fact]
    public async Task Starting_IsSaidInWordsWithItsSeconds_AndCanBeGivenUp()
    {
        var left = 0;
        var card = Open(View(new(1, 2, 0, null)) with { Open = Row(IncidentStatus.Starting) }, new(FollowPhase.Starting, "Copying the database", 0.4, Now.AddSeconds(-7)), () => left++);

        Assert.Contains("Copying the database 7 s", card.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("40 %", card.Find(".meter").GetAttribute("aria-label"));
        await card.Find("button").ClickAsync(new());
        Assert.Equal(1, left);
    }

    [Theory]
    [InlineData("the-rollback", "Your lab is running")]
    [InlineData("another", "You have a lab of another incident")]
    public void LabThatIsOpen_IsTheOnlyWayIn(string slug, string said)
    {
        var card = Open(View(new(1, 2, 0, null)) with { Open = Row(IncidentStatus.Running, slug) });

        Assert.Contains(said, card.Markup, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("button"));
        Assert.Equal($"/incidents/{slug}/labs/{Guid.Empty}", card.Find("a.btn").GetAttribute("href"));
    }

    [Theory]
    [InlineData(Roles.Administrator, "if it happens twice, Health says what is missing.", "/admin/health")]
    [InlineData(Roles.Learner, "if it happens twice, tell whoever runs this server.", null)]
    public void StartThatFailed_IsOurFault_AndSaysWhatToDo(string role, string advice, string? href)
    {
        var reader = new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.Role, role)], "test")));
        var card = Render<StartCard>(parameters => parameters.AddCascadingValue(Task.FromResult(reader)).Add(each => each.Now, Now)
            .Add(each => each.View, View(new(0, 2, 0, null)) with { Sessions = [Row(IncidentStatus.Failed) with { Why = "The incident could not be started: no space left." }] }));

        Assert.Contains("Our fault: the last lab did not start. The incident could not be started: no space left.", card.Find(".fault").TextContent, StringComparison.Ordinal);
        Assert.Contains(advice, card.Find(".fault").TextContent, StringComparison.Ordinal);
        Assert.Equal(href, card.FindAll(".fault a").SingleOrDefault()?.GetAttribute("href"));
        Assert.Equal("Start", card.Find("button").TextContent);
    }

    private IRenderedComponent<StartCard> Open(BriefingView view, FollowView? follow = null, Action? leave = null) => Render<StartCard>(parameters => parameters
        .Add(card => card.View, view).Add(card => card.Follow, follow).Add(card => card.Now, Now).Add(card => card.OnLeave, leave ?? (() => { })));

    private static BriefingView View(LabPlaces places) => new()
    {
        Incident = RoomSamples.Incident(),
        Drawn = new(new Dictionary<string, string>()),
        Seed = 42,
        Sessions = [],
        Open = null,
        Places = places,
        Rule = "Leave and it pauses.",
    };

    private static IncidentRow Row(IncidentStatus status, string slug = "the-rollback") => new(Guid.Empty, slug, "r", 42, status, Now, null, null, null);
}
