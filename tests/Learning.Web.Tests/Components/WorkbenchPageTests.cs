using System.Security.Claims;
using System.Text;
using Bunit;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Exercises;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Learning.Web.Tests.Components;

public sealed partial class WorkbenchPageTests : BunitContext
{
    private FakeDesk desk = new();
    private BunitJSModuleInterop bench = null!;

    [Fact]
    public void Workbench_BeforeTheFirstSubmit_ShowsBriefAndTheQuestionToThinkAbout()
    {
        var page = Open();

        Assert.Contains("It asks too often", page.Find(".brief h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("What decides how often line 19 runs?", page.Find(".think").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".budget tr").Count);
        Assert.DoesNotContain("TOP-SECRET-REFERENCE", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".brief script"));
    }

    /// <summary>A click that came before the editor's script had answered was lost.</summary>
    [Fact]
    public async Task Workbench_SubmittedBeforeTheEditorStands_HandsInWhenItDoes()
    {
        var made = JSInterop.SetupVoid("blazorMonaco.editor.create", _ => true);
        var page = Open();

        var submitting = SubmitAsync(page);
        Assert.Empty(desk.Taken);
        made.SetVoidResult();
        await submitting.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Single(desk.Taken);
    }

    [Fact]
    public async Task Workbench_Submitted_FillsTheRailAndShowsTheVerdictWhenTheFeedSpeaks()
    {
        var page = Open();
        await SubmitAsync(page);
        Assert.Contains("3 hand-ins before yours", page.Find(".run").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => desk.ChangeAsync(attempt => attempt with { Status = SubmissionStatus.Running, Stages = [new("Correct", StageStatus.Passed, "3 of 3 data sets", []), new("Frugal", StageStatus.Running, "", [])] }));
        Assert.Contains("Frugal: running", page.Find(".run h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("pass-i", page.Find(".rail li").ClassName, StringComparison.Ordinal);

        await page.InvokeAsync(() => desk.ChangeAsync(attempt => attempt with { Status = SubmissionStatus.Graded, Report = SampleReports.OnePerPost() }));
        Assert.Contains("Over budget: one statement per post", page.Find(".verdict h2").TextContent, StringComparison.Ordinal);
        Assert.False(desk.Watched);
        Assert.Equal("class FeedEndpoint { int answer; }", desk.Taken.Single().Source);
    }

    [Fact]
    public async Task Workbench_OfAnExerciseThatCannotRunHere_SaysWhyBeforeAnythingIsHandedIn()
    {
        desk = new() { Unmet = "C# exercises need bubblewrap: install the package \"bubblewrap\"." };
        var page = Open();
        await SubmitAsync(page);

        Assert.Contains("need bubblewrap: install the package", page.Find(".nothere").TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll(".act button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Empty(desk.Taken);
        Assert.Empty(desk.Warmed);
    }

    [Theory]
    [InlineData("administrator", 1)]
    [InlineData("mentor", 0)]
    public void Workbench_OfAnExerciseThatCannotRunHere_LeadsAdministratorsToHealth(string role, int links)
    {
        Services.AddSingleton<IExerciseDesk>(new FakeDesk { Unmet = "C# exercises need bubblewrap." });
        Services.AddSingleton(TimeProvider.System);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupVoid("blazorMonaco.editor.create", _ => true);
        var reader = new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.Role, role)], "test")));

        var page = Render<Workbench>(parameters => parameters.AddCascadingValue(Task.FromResult(reader)).Add(each => each.Slug, "feed-n-plus-one"));

        Assert.Equal(links, page.FindAll(".nothere a[href='/admin/health']").Count);
    }

    [Fact]
    public async Task Workbench_EmptySource_IsRefusedWithASentenceAndNotHandedIn()
    {
        var page = Open(source: "");
        await SubmitAsync(page);

        Assert.Contains("The file is empty", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(desk.Taken);
    }

    [Fact]
    public async Task Workbench_SourceOverTheLimit_IsRefusedWithASentenceAndNotHandedIn()
    {
        var page = Open(source: new string('x', 128 * 1024 + 1));
        await SubmitAsync(page);

        Assert.Contains("larger than 128 KB", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(desk.Taken);
    }

    [Fact]
    public void Workbench_CodeDoesNotCompile_ListsLineAndColumnAndSaysNoAttemptUsed()
    {
        desk.Finished(SampleReports.DoesNotCompile());
        var page = Open(attempt: desk.Attempt!.Id);

        Assert.Equal("Line 19:26", page.Find(".diag .at").TextContent);
        Assert.Contains("No attempt used", page.Find(".verdict p").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Uncounted hand-in, in ", page.Find("[aria-label=Result] .end").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 error", page.Find(".state").TextContent, StringComparison.Ordinal);
        Assert.Equal("markers", bench.Invocations["markers"][^1].Identifier);
    }

    /// <summary>A status that comes with its text is not read aloud: there is one that stays, and no other.</summary>
    [Fact]
    public async Task Workbench_WhileItIsGraded_SaysEachStageAndThenTheOutcome()
    {
        var page = Open();
        Assert.Equal("", page.Find("[data-says=attempt]").TextContent);
        await SubmitAsync(page);
        Assert.Equal("Waiting for a place.", page.Find("[data-says=attempt]").TextContent);

        await page.InvokeAsync(() => desk.ChangeAsync(attempt => attempt with { Status = SubmissionStatus.Running, Stages = [new("Correct", StageStatus.Passed, "", []), new("Frugal", StageStatus.Running, "", [])] }));
        Assert.Equal("Correct: passed.", page.Find("[data-says=attempt]").TextContent);
        await page.InvokeAsync(() => desk.ChangeAsync(attempt => attempt with { Stages = [new("Correct", StageStatus.Passed, "", []), new("Frugal", StageStatus.Failed, "grows with posts", []), new("Fast", StageStatus.NotReached, "", [])] }));
        Assert.Equal("Frugal: over budget, grows with posts.", page.Find("[data-says=attempt]").TextContent);
        Assert.Empty(page.FindAll(".res [role=status]"));

        await page.InvokeAsync(() => desk.ChangeAsync(attempt => attempt with { Status = SubmissionStatus.Graded, Report = SampleReports.OnePerPost() }));
        Assert.Equal("Over budget: one statement per post.", page.Find("[data-says=attempt]").TextContent);
        Assert.Empty(page.FindAll(".res [role=status]"));
    }

    [Theory]
    [InlineData("", "Not saved: the file is empty; it is kept in this browser")]
    [InlineData("class A { }", "Not saved: nothing more is taken here; it is kept in this browser")]
    public async Task Draft_Refused_SaysWhyAndIsSettled(string source, string says)
    {
        desk.Save = () => null;
        var page = Open(source);

        Assert.True(await DraftAsync(page));

        Assert.Equal(says, page.Find(".titlebar .saved").TextContent);
        Assert.Equal(says, page.Find("[data-says=draft]").TextContent);
        Assert.Empty(page.FindAll(".titlebar .saved svg[aria-hidden] use[href='#check']"));
        Assert.DoesNotContain(bench.Invocations, call => call.Identifier == "acknowledge");
    }

    [Fact]
    public async Task Draft_ThatCouldNotBeSaved_SaysSoAndIsTriedAgain()
    {
        desk.Save = () => throw new InvalidOperationException("The database is away.");
        var page = Open();

        Assert.False(await DraftAsync(page));
        Assert.Equal("Not saved: our fault, and we try again; it is kept in this browser", page.Find("[data-says=draft]").TextContent);

        desk.Save = () => DateTimeOffset.UtcNow;
        Assert.True(await DraftAsync(page));
        Assert.Equal("Draft saved", page.Find(".titlebar .saved").TextContent);
        Assert.Equal("", page.Find("[data-says=draft]").TextContent);
    }

    [Fact]
    public async Task Result_ATabThatFails_LeavesEditorAndOtherTabs()
    {
        desk.Finished(SampleReports.OnePerPost() with { Comments = null! });
        var page = Open(attempt: desk.Attempt!.Id);

        Assert.Contains("this part stopped working", page.Find(".pane.c [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("#lab-editor"));
        await page.FindAll("[aria-label=Result] [role=tab]")[1].ClickAsync(new());
        Assert.NotEmpty(page.FindAll(".res tbody tr"));
    }

    /// <summary>One exercise's text stood in the next one's editor, and was saved as its draft.</summary>
    [Fact]
    public void Page_OfAnotherExercise_HasAWorkbenchOfItsOwn()
    {
        var page = Open();
        var before = page.FindComponent<Workbench>().Instance;

        page.Render(parameters => parameters.Add(component => component.Slug, "another"));

        Assert.NotSame(before, page.FindComponent<Workbench>().Instance);
    }

    [Fact]
    public void Mark_SaysWhatItShows_ToPointerAndKeyboard()
    {
        desk.Finished(SampleReports.OnePerPost());
        var page = Open(attempt: desk.Attempt!.Id);

        var says = page.Find(".verdict .says");
        Assert.StartsWith("20 statements in 20 round trips, the first: SELECT u.id, u.bio", says.TextContent, StringComparison.Ordinal);
        Assert.Equal(says.Id, page.Find(".verdict a.ev").GetAttribute("aria-describedby"));
    }

    [Fact]
    public void Workbench_BeforeItIsRead_HasItsHeading()
    {
        desk = new() { Reading = new TaskCompletionSource().Task };
        var page = Open();

        Assert.Equal("Exercise", page.Find("h1").TextContent);
    }

    [Fact]
    public void Workbench_HostileTextInTheReport_IsEncoded()
    {
        const string hostile = "SELECT '</pre><img src=x onerror=alert(1)>'";
        desk.Finished(SampleReports.OnePerPost(hostile) with { Headline = "<b>bold</b>", Summary = "**<i>x</i>** `<script>`" });
        var page = Open(attempt: desk.Attempt!.Id);

        Assert.Empty(page.FindAll("img"));
        Assert.Empty(page.FindAll(".verdict i, .verdict script, .verdict h2 b"));
        Assert.Contains("<img src=x onerror=alert(1)>", page.Find(".sql").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ExerciseList_BrokenAndUnmetOnes_AreNamedWithTheReason()
    {
        Services.AddSingleton<IExerciseDesk>(desk);
        var page = Render<ExercisesPage>();

        Assert.Contains("needs PostgreSQL 18", page.Find(".unmet").TextContent, StringComparison.Ordinal);
        var row = page.Find("[aria-labelledby=broken] tbody tr").TextContent;
        Assert.Contains("exercise.yaml", row, StringComparison.Ordinal);
        Assert.Contains("stages[0]", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Workbench_Opened_AsksForADatabaseAndSaysWhenItIsReady()
    {
        var page = Open();

        Assert.Equal(["feed-n-plus-one"], desk.Warmed);
        Assert.Contains("Getting a database ready", page.Find(".titlebar").TextContent, StringComparison.Ordinal);

        desk.Warm.SetResult(null);

        page.WaitForAssertion(() => Assert.Contains("Database ready", page.Find(".titlebar").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Workbench_NoDatabaseCanBeMadeReady_SaysSoAndKeepsThePage()
    {
        var page = Open();

        desk.Warm.SetResult("0123456789ab");

        page.WaitForAssertion(() => Assert.Contains("Grading is paused", page.Find(".strip").TextContent, StringComparison.Ordinal));
        Assert.Contains("0123456789ab", page.Find(".strip code").TextContent, StringComparison.Ordinal);
        Assert.False(page.Find(".titlebar .btn.p").HasAttribute("disabled"));
    }

    private IRenderedComponent<WorkbenchPage> Open(string source = "class FeedEndpoint { int answer; }", Guid? attempt = null, string hash = "")
    {
        Services.AddSingleton<IExerciseDesk>(desk);
        Services.AddSingleton(TimeProvider.System);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var module = JSInterop.SetupModule("./Features/Exercises/Workbench.razor.js");
        bench = module.SetupModule("mount", _ => true);
        bench.Mode = JSRuntimeMode.Loose;
        bench.Setup<IJSStreamReference>("bytes").SetResult(new SourceStream(source));
        bench.Setup<string>("hash").SetResult(hash);
        if (attempt is { } id)
            Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo($"/exercises/feed-n-plus-one?attempt={id}");
        var page = Render<WorkbenchPage>(parameters => parameters.Add(component => component.Slug, "feed-n-plus-one"));
        return page;
    }

    private static async Task<bool> DraftAsync(IRenderedComponent<WorkbenchPage> page)
    {
        var settled = false;
        await page.InvokeAsync(async () => { settled = await page.FindComponent<Workbench>().Instance.DraftChangedAsync(1); });
        return settled;
    }

    private static Task SubmitAsync(IRenderedComponent<WorkbenchPage> page) => page.Find(".titlebar .btn.p").ClickAsync(new());

    private sealed class SourceStream(string source) : IJSStreamReference
    {
        private readonly byte[] bytes = Encoding.UTF8.GetBytes(source);

        public long Length => bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) => new(new MemoryStream(bytes));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
