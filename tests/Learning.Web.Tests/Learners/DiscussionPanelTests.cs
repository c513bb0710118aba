using Bunit;
using Learning.Web.Features.Account;
using Learning.Web.Features.Discussions;
using Learning.Web.Features.Reviews;
using Learning.Web.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Learners;

/// <summary>The panel over the real database; what is typed comes from a script of the test's own.</summary>
public sealed class DiscussionPanelTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Place = "exercises/deep-pages";
    private readonly LearnerDesks desks = new(host);

    [Fact]
    public async Task Post_OfOnesOwn_HasItsTextAndCanBeEditedDeletedAndBroughtBack()
    {
        var ada = await desks.PersonAsync("Ada");
        await using var browser = Open(ada, "Why **30,000** rows?");
        var panel = await ShowAsync(browser);
        var before = panel.FindAll(".thread").Count;

        await Button(panel, "Ask or say something").ClickAsync(new());
        Assert.Equal($"new:{Place}", panel.Find("textarea").GetAttribute("data-typed"));
        await Button(panel, "Preview").ClickAsync(new());
        Assert.Equal("30,000", panel.Find(".preview strong").TextContent);
        await Button(panel, "Send").ClickAsync(new());

        Assert.Equal(before + 1, panel.FindAll(".thread").Count);
        Assert.Equal("30,000", panel.FindAll(".thread .text strong")[^1].TextContent);
        Assert.DoesNotContain(panel.FindAll("button"), button => button.TextContent.StartsWith("Report", StringComparison.Ordinal));
        Assert.Empty(panel.FindAll("textarea"));
        await Button(panel, "Edit").ClickAsync(new());
        Assert.StartsWith("edit:", panel.Find("textarea").GetAttribute("data-typed"), StringComparison.Ordinal);
        Assert.Equal("Why **30,000** rows?", panel.Find("textarea").TextContent);
        await Button(panel, "Cancel").ClickAsync(new());
        await Button(panel, "Delete").ClickAsync(new());
        Assert.Contains("In ten seconds its text is erased", panel.Markup, StringComparison.Ordinal);
        await Button(panel, "Undo").ClickAsync(new());
        Assert.Contains("30,000", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OfSomebodyElse_IsReported_AndAnswered_AndShownWithoutAReload()
    {
        var (ada, eve) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve", Roles.Mentor));
        var post = (await desks.Discussions(ada).SayAsync(Place, null, "Is OFFSET free?", false, CancellationToken.None)).Post!.Value;
        await using var hers = Open(ada, "");
        await using var his = Open(eve, "It is not: <b>read</b> the plan.");
        var (first, second) = (await ShowAsync(hers), await ShowAsync(his));

        await Button(second, "Report", post).ClickAsync(new());
        Assert.Contains("What is wrong with it?", second.Markup, StringComparison.Ordinal);
        Assert.Contains("Is OFFSET free?", second.Markup, StringComparison.Ordinal); // still to be read
        await Button(second, "Cancel").ClickAsync(new());
        await second.FindAll(".thread").First(thread => thread.QuerySelector($"#post-{post}") is not null).QuerySelectorAll("button").First(button => button.TextContent == "Answer").ClickAsync(new());
        await second.Find("[data-send]").ClickAsync(new());

        await first.WaitForAssertionAsync(() => Assert.Contains("It is not: &lt;b&gt;read&lt;/b&gt; the plan.", first.Find($"#post-{post}").ParentElement!.InnerHtml, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Contains("mentor", first.Find($"#post-{post}").ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_BeforeTheCircuit_AndForAnonymousReaders_HasNothingToClickThatIsLost()
    {
        await using var prerendered = Open(await desks.PersonAsync("Ada"), "", isInteractive: false);
        await using var anonymous = Open(await desks.AnonymousAsync(), "");

        var buttons = (await ShowAsync(prerendered)).FindAll("button");
        Assert.NotEmpty(buttons);
        Assert.All(buttons, button => Assert.True(button.HasAttribute("disabled")));
        var panel = await ShowAsync(anonymous);
        Assert.Empty(panel.FindAll("button"));
        Assert.Contains("/account/register?returnUrl=%2Fexercises%2Fdeep-pages", panel.Markup, StringComparison.Ordinal);
    }

    private BunitContext Open(Guid learner, string typed, bool isInteractive = true)
    {
        var browser = new BunitContext();
        browser.JSInterop.Mode = JSRuntimeMode.Loose;
        var script = browser.JSInterop.SetupModule("./Features/Reviews/ReviewPage.razor.js");
        script.Mode = JSRuntimeMode.Loose;
        script.Setup<TypedText?>("text", _ => true).SetResult(new(typed));
        browser.Services.AddSingleton(desks.Discussions(learner));
        browser.Services.AddSingleton(desks.Handover(learner));
        browser.Services.AddSingleton<TimeProvider>(desks.Time);
        browser.SetRendererInfo(new("Server", isInteractive));
        return browser;
    }

    /// <summary>It reads the real database, and is there when that has answered.</summary>
    private static async Task<IRenderedComponent<DiscussionPanel>> ShowAsync(BunitContext browser)
    {
        var panel = browser.Render<DiscussionPanel>(parameters => parameters.Add(each => each.Place, Place));
        await panel.WaitForAssertionAsync(() => Assert.NotEmpty(panel.FindAll("[role=status]")), TimeSpan.FromSeconds(30));
        return panel;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DiscussionPanel> panel, string name, Guid? post = null) =>
        (post is null ? panel.FindAll("button") : panel.FindAll($"#post-{post} button")).First(button => button.TextContent.StartsWith(name, StringComparison.Ordinal));
}
