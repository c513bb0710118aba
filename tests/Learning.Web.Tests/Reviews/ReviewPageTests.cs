using Bunit;
using Learning.Web.Data;
using Learning.Web.Features.Reviews;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Reviews;

public sealed class ReviewPageTests : BunitContext
{
    private readonly FakeReviewDesk desk = new();
    private readonly BunitJSModuleInterop script;

    public ReviewPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        script = JSInterop.SetupModule("./Features/Reviews/ReviewPage.razor.js");
        script.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IReviewDesk>(desk);
        Services.AddSingleton(TimeProvider.System);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void Page_Open_ShowsQueueDifferenceThreadsAndRubric()
    {
        var page = Open();

        Assert.StartsWith("learner-12", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains("Claimed by you, 18 min left", page.Find(".sub").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".qi").Count);
        Assert.Contains("About 21 min of work. The oldest has waited 2 h 50 min.", page.Find("nav").TextContent, StringComparison.Ordinal);
        Assert.Contains("with Barbara", page.FindAll(".qi")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("int now;", page.Find(".ln.add").TextContent, StringComparison.Ordinal);
        Assert.Contains("int before;", page.Find(".ln.del").TextContent, StringComparison.Ordinal);
        Assert.Equal(4, page.FindAll("[role=radiogroup]").Count);
        Assert.Contains("2 threads, 1 open", page.Find(".tabs .end").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Comment_WithScript_IsText_AndItsLinksAreHarmless_AndMarksResolveOrAreStruck()
    {
        var text = Open().Find(".thread .text");

        Assert.Empty(text.QuerySelectorAll("script"));
        Assert.Contains("<script>alert(1)</script>", text.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", text.InnerHtml, StringComparison.Ordinal);
        Assert.Equal($"/reviews/{FakeReviewDesk.Second}#S2%E2%80%93S21", text.QuerySelector("a[title^=Evidence]")!.GetAttribute("href"));
        Assert.Equal("[M9]", text.QuerySelector("del")!.TextContent);
    }

    [Fact]
    public async Task Keys_GradeDecideAndMove()
    {
        var page = Open();

        foreach (var key in (string[])["3", "4", "a", "r"])
            await PressAsync(page, key);
        Assert.Equal(["grade 0 3", "grade 1 4", "Approved", "ChangesAsked"], desk.Acts);
        await PressAsync(page, "j");
        Assert.EndsWith($"/reviews/{FakeReviewDesk.Third}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_WithATypedSummary_WritesItDownFirst()
    {
        var page = Open();
        script.Setup<TypedText?>("kept", _ => true).SetResult(new(" Read the plan first. "));

        await PressAsync(page, "a");

        Assert.Equal(["summary  Read the plan first. ", "Approved"], desk.Acts);
        Assert.Equal($"summary:{FakeReviewDesk.Second}", script.Invocations["kept"][0].Arguments[0]);
        Assert.Equal($"summary:{FakeReviewDesk.Second}", script.Invocations["forget"][0].Arguments[0]);
    }

    [Fact]
    public async Task Decision_WhoseSummaryIsRefused_IsNotMade()
    {
        var page = Open();
        script.Setup<TypedText?>("kept", _ => true).SetResult(new(null));
        desk.Answer = new("The comment is longer than 8,000 characters and was not sent.");

        await page.FindAll(".sub .btn.p")[0].ClickAsync(new());

        Assert.Equal(["summary "], desk.Acts);
        Assert.Contains("was not sent", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(script.Invocations, call => call.Identifier == "forget");
    }

    /// <summary>Each place has a name, under which the browser keeps what is typed there until it is sent.</summary>
    [Fact]
    public async Task Field_HasTheNameOfItsPlace_AndIsOpenAgainWhenTheReviewIs()
    {
        var page = Open();
        Assert.Equal($"summary:{FakeReviewDesk.Second}", page.Find("#summary").GetAttribute("data-typed"));
        await PressAsync(page, "c");
        Assert.Equal($"comment:{FakeReviewDesk.Second}:3:", page.Find("#comment").GetAttribute("data-typed"));

        await page.FindAll(".thread .lnk").First(button => button.TextContent == "Answer").ClickAsync(new());
        var answer = page.Find("#answer").GetAttribute("data-typed");
        Assert.Equal($"answer:{desk.View!.Threads[0].Id}", answer);
        Assert.Empty(page.FindAll("#comment"));

        page.Render(parameters => parameters.Add(each => each.Id, FakeReviewDesk.Third));
        Assert.Empty(page.FindAll("#answer"));
        page.Render(parameters => parameters.Add(each => each.Id, FakeReviewDesk.Second));
        Assert.Equal(answer, page.Find("#answer").GetAttribute("data-typed"));
    }

    [Fact]
    public async Task SingleKeys_SwitchedOff_AreShownAsTheyAre()
    {
        script.Setup<bool>("off", _ => true).SetResult(true);
        var page = Open();

        await page.FindAll(".keys .lnk")[0].ClickAsync(new());

        Assert.False(page.Find("[data-single-keys]").HasAttribute("checked"));
    }

    [Fact]
    public async Task K_SkipsWhatAnotherMentorHolds()
    {
        var page = Open();
        await PressAsync(page, "k");
        Assert.DoesNotContain(FakeReviewDesk.First.ToString(), Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C_OpensAFieldAtTheChangedLine_AndARefusedTextStays()
    {
        var page = Open();
        script.Setup<TypedText?>("text", _ => true).SetResult(new(null));
        desk.Answer = new("The comment is longer than 8,000 characters and was not sent.");

        await PressAsync(page, "c");
        page.Find("[data-send]:not(.q)").Click();

        Assert.Equal(["thread 3 Improvement (too long)"], desk.Acts);
        Assert.Contains("was not sent", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("textarea#comment"));
    }

    [Fact]
    public async Task Decision_Pending_OffersUndo()
    {
        desk.View = FakeReviewDesk.Sample() with { Pending = new(FakeReviewDesk.First, "learner-31", ReviewState.Approved, TimeProvider.System.GetUtcNow().AddSeconds(8)) };
        var page = Open();

        Assert.Contains("Approved: learner-31 hears of it", page.Find(".undo").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "u");
        Assert.Equal([$"undo {FakeReviewDesk.First}"], desk.Acts);
    }

    [Fact]
    public async Task HeldByAnother_CanBeReadOnly()
    {
        desk.View = FakeReviewDesk.Sample() with { Row = FakeReviewDesk.Row(FakeReviewDesk.Second, "learner-12", holder: "Barbara"), ClaimUntil = null };
        var page = Open();

        Assert.Contains("Claimed by Barbara: you can read, not write", page.Find(".sub").TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll(".sub .btn"), button => Assert.True(button.HasAttribute("disabled")));
        await PressAsync(page, "c");
        Assert.Empty(page.FindAll("textarea#comment"));
    }

    [Fact]
    public void Unknown_IsNotHere()
    {
        desk.View = null;
        Assert.Equal("Not here, or not yours.", Open().Find("h1").TextContent);
    }

    private IRenderedComponent<ReviewPage> Open() => Render<ReviewPage>(parameters => parameters.Add(page => page.Id, FakeReviewDesk.Second));

    /// <summary>As the script calls it.</summary>
    private async Task PressAsync(IRenderedComponent<ReviewPage> page, string key)
    {
        var self = (Microsoft.JSInterop.DotNetObjectReference<ReviewKeys>)script.Invocations["listen"][0].Arguments[0]!;
        await page.InvokeAsync(() => self.Value.PressAsync(key));
    }
}
