using Bunit;
using Learning.Web.Features.Assessments;
using Learning.Web.Tests.Accounts;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Assessments;

public sealed class BuilderPageTests : BunitContext, IClassFixture<AccountHost>
{
    private readonly HiringDesks desks;

    public BuilderPageTests(AccountHost host)
    {
        desks = new(host);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(host.Services.GetRequiredService<TaskShelf>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<AntiforgeryStateProvider>(new NoToken());
    }

    [Fact]
    public async Task Change_IsSavedByItself_AndATabThatIsBehindIsTold_AndKeepsItsText()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.BegunAsync(grace);
        var page = Open(grace, id);
        await page.InvokeAsync(() => page.Find("label:has(#box) input").ChangeAsync(new() { Value = "75" }));
        page.WaitForState(() => page.Find(".head [role=status]").TextContent.StartsWith("Saved", StringComparison.Ordinal), TimeSpan.FromSeconds(5));
        var other = (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!;
        Assert.Equal(75, other.Plan.Minutes);
        await desks.Plans(grace).SaveAsync(id, "Of the other tab", other.Plan, other.Version, CancellationToken.None);

        await page.InvokeAsync(() => page.Find("section[aria-label=Name] input").ChangeAsync(new() { Value = "Mine" }));
        page.WaitForElement("[role=alert]", TimeSpan.FromSeconds(5));

        Assert.Equal("Mine", page.Find("section[aria-label=Name] input").GetAttribute("value"));
        Assert.Equal("Of the other tab", (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!.Name);
        Assert.True(page.Find(".head .btn.p").HasAttribute("disabled"));
        await page.InvokeAsync(() => page.FindAll("[role=alert] button")[1].ClickAsync(new())); // Keep mine
        Assert.Equal("Mine", (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!.Name);
    }

    [Fact]
    public async Task Task_MovesByAltAndArrow_AndIsSavedWhenThePageIsLeftAtOnce()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.BegunAsync(grace);
        var page = Open(grace, id);

        await page.InvokeAsync(() => page.FindAll(".list li")[0].KeyDownAsync(new KeyboardEventArgs { AltKey = true, Key = "ArrowDown" }));
        await page.InvokeAsync(() => page.FindAll(".list li")[0].KeyDownAsync(new KeyboardEventArgs { AltKey = true, Key = "ArrowUp" })); // the first stays the first
        await page.InvokeAsync(() => page.FindAll(".num input")[0].ChangeAsync(new() { Value = "31" }));
        await page.InvokeAsync(() => page.FindAll(".num input")[0].ChangeAsync(new() { Value = "many" })); // no number: what was there stays
        await DisposeComponentsAsync();

        var tasks = (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!.Plan.Tasks;
        Assert.Equal(["feed-n-plus-one", "statement-list-columns", "transactions-by-category"], tasks.Select(task => task.Slug));
        Assert.Equal(31, tasks[0].Weight);
    }

    [Fact]
    public async Task Publish_ClickedTwice_PublishesOnce_AndSaysSo()
    {
        var grace = await desks.ManagerAsync();
        var page = Open(grace, await desks.BegunAsync(grace));
        var publish = page.Find(".head .btn.p");

        await page.InvokeAsync(() => Task.WhenAll(publish.ClickAsync(new()), publish.ClickAsync(new())));

        Assert.Equal("Revision 1 is published", page.Find(".head [role=status]").TextContent);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task RubricRow_IsRemovedOnlyOnceTheConsequenceIsConfirmed()
    {
        var grace = await desks.ManagerAsync();
        var page = Open(grace, await desks.BegunAsync(grace));
        var rows = page.FindAll("details.row").Count;

        Assert.Contains("guideline", page.Find("details.row details.sure").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("details.row details.sure button").ClickAsync(new()));

        Assert.Equal(rows - 1, page.FindAll("details.row").Count);
    }

    [Fact]
    public async Task Page_OfAnotherOrganisation_IsNotHere()
    {
        var id = await desks.BegunAsync(await desks.ManagerAsync());

        Assert.Contains("Not here, or not yours.", Open(await desks.ManagerAsync(), id).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<BuilderPage> Open(Manager who, Guid id)
    {
        Services.AddSingleton(desks.Plans(who));
        SetRendererInfo(new("Server", isInteractive: true));
        var page = Render<BuilderPage>(parameters => parameters.Add(each => each.Id, id));
        page.WaitForElement("h1");
        return page;
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
