using Bunit;
using Learning.Web.Features.Markings.Scoring;
using Learning.Web.Tests.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Markings;

/// <summary>The cards of rubric and decision over the real desk, under a quick hand.</summary>
public sealed class ScoringCardsTests : BunitContext, IClassFixture<AccountHost>
{
    private readonly MarkingDesks desks;

    public ScoringCardsTests(AccountHost host)
    {
        desks = new(host);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Scores_AndTheSignature_RightAfterANote_AreKeptInTheirOrder()
    {
        var (marker, sitting) = await OneMarkerAsync();
        var card = await RubricAsync(marker, sitting);

        await card.InvokeAsync(() => Task.WhenAll(
            card.FindAll(".rub textarea")[0].ChangeAsync(new() { Value = "Names it." }),
            card.FindAll("[role=radio]")[3].ClickAsync(new()),
            card.FindAll("[role=radio]")[5 + 2].ClickAsync(new()),
            card.Find(".acts .btn.p").ClickAsync(new())));

        var mine = (await desks.Marking(marker).OpenAsync(sitting, CancellationToken.None))!.Mine!;
        Assert.Equal((new RowScore(3, "Names it."), new RowScore(2)), (mine.Scores["cause"], mine.Scores["proof"]));
        Assert.NotNull(mine.SignedAt);
    }

    [Fact]
    public async Task Signature_RightAfterANoteThatIsRefused_IsNotGiven()
    {
        var (marker, sitting) = await OneMarkerAsync();
        var desk = desks.Marking(marker);
        Assert.Null((await desk.ScoreAsync(sitting, null, "cause", new(3), CancellationToken.None)).Refusal);
        Assert.Null((await desk.ScoreAsync(sitting, 1, "proof", new(2), CancellationToken.None)).Refusal);
        var card = await RubricAsync(marker, sitting);

        await card.InvokeAsync(() => Task.WhenAll(card.FindAll(".rub textarea")[0].ChangeAsync(new() { Value = "See [T3:S1]." }), card.Find(".acts .btn.p").ClickAsync(new())));

        Assert.Contains("There is no task 3", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Null((await desk.OpenAsync(sitting, CancellationToken.None))!.Mine!.SignedAt);
    }

    [Fact]
    public async Task Draft_IsThrownAwayOnlyOnceTheConsequenceIsConfirmed()
    {
        var (marker, sitting) = await OneMarkerAsync();
        Assert.Null((await desks.Marking(marker).ScoreAsync(sitting, null, "cause", new(3), CancellationToken.None)).Refusal);
        var card = await RubricAsync(marker, sitting);

        Assert.Contains("for good", card.Find(".acts details.sure").TextContent, StringComparison.Ordinal);
        await card.InvokeAsync(() => card.Find(".acts details.sure button").ClickAsync(new()));

        Assert.Null((await desks.Marking(marker).OpenAsync(sitting, CancellationToken.None))!.Mine);
    }

    [Fact]
    public async Task Decision_SignedByTwoClicks_IsRecordedOnce()
    {
        var (marker, sitting) = await OneMarkerAsync();
        await desks.SignAsync(marker, sitting, 4, 4);
        var view = (await desks.Sittings(marker).OpenAsync(sitting, CancellationToken.None))!;
        Services.AddSingleton(desks.Marking(marker));
        SetRendererInfo(new("Server", isInteractive: true));
        var card = Render<DecisionCard>(parameters => parameters.Add(each => each.View, view.Marking).Add(each => each.Marks, view.Report.Marks).Add(each => each.Page, "/here"));
        await card.InvokeAsync(() => card.FindAll("input[type=radio]")[0].ChangeAsync(new() { Value = true }));
        await card.InvokeAsync(() => card.Find("#reasons").ChangeAsync(new() { Value = "It is constant [S2]." }));
        var sign = card.Find(".btn.p");

        await card.InvokeAsync(() => Task.WhenAll(sign.ClickAsync(new()), sign.ClickAsync(new())));

        Assert.Empty(card.FindAll("[role=alert]"));
        Assert.Single((await desks.Marking(marker).OpenAsync(sitting, CancellationToken.None))!.Decisions);
    }

    private async Task<(Guid Marker, Guid Sitting)> OneMarkerAsync()
    {
        var organisation = await desks.OrganisationAsync();
        return ((await desks.MemberAsync(organisation)).Id, (await desks.HandedInAsync(await desks.AssessmentAsync(organisation), "7F3A")).Id);
    }

    /// <summary>As the page has it: read again after every act.</summary>
    private async Task<IRenderedComponent<MarkingCard>> RubricAsync(Guid marker, Guid sitting)
    {
        var desk = desks.Marking(marker);
        Services.AddSingleton(desk);
        SetRendererInfo(new("Server", isInteractive: true));
        var view = (await desk.OpenAsync(sitting, CancellationToken.None))!;
        IRenderedComponent<MarkingCard>? card = null;
        card = Render<MarkingCard>(parameters => parameters.Add(each => each.View, view).Add(each => each.OnChanged, async () =>
        {
            var read = await desk.OpenAsync(sitting, CancellationToken.None);
            await card!.Instance.SetParametersAsync(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(MarkingCard.View)] = read }));
        }));
        return card;
    }
}
