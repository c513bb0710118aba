using System.Text.RegularExpressions;
using Learning.Tests;
using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>The main job in real Chromium: a lesson, its exercise, a verdict from a real PostgreSQL, and nothing lost when the server is killed.</summary>
public sealed partial class MainJobTests : BrowserTest
{
    private const float Grading = 120_000;

    [Fact]
    public async Task Learner_FromLessonToVerdicts_KeepsEverythingWhenTheServerIsKilled()
    {
        await ReadALessonAndOpenItsExerciseAsync();
        await SubmitTheStarterAndReadTheEvidenceAsync();
        await FromTheLineToItsStatementsAsync();
        await PanesAreMovedAndMarksWalkedByKeysAsync();
        await AskTheScratchpadAsync();
        await DraftAndSubmissionSurviveAKilledServerAsync();
        await SubmissionsAreListedWithTheirReportsAsync();
    }

    private async Task ReadALessonAndOpenItsExerciseAsync()
    {
        await Page.GotoAsync("/learn");
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = QueriesFromCode() }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = NPlusOne() }).First.ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, NameRegex = NPlusOne() })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = OpenTheExercise() }).ClickAsync();
        await EditorAsync(Page);
    }

    private async Task SubmitTheStarterAndReadTheEvidenceAsync()
    {
        await SubmitAsync();
        await VerdictAsync("Over budget: one statement per post");
        await Assertions.Expect(Page.GetByText("linear").First).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("yours 501").First).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("svg[aria-label*='21 statements']").First).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Tab, new() { NameRegex = StatementsTab() }).ClickAsync();
        await Assertions.Expect(Page.GetByText("×20").First).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Tab, new() { NameRegex = PlansTab() }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Tree).First).ToBeVisibleAsync();
    }

    private async Task FromTheLineToItsStatementsAsync()
    {
        await Page.Locator(".ll-count.ll-most").First.ClickAsync();
        await Assertions.Expect(Page.Locator(".lines a[aria-current]")).ToContainTextAsync("20 statements");
        await Assertions.Expect(Page.Locator(".res tbody tr")).ToHaveCountAsync(20);
        await Page.WaitForURLAsync(new Regex(@"#L\d+$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private async Task PanesAreMovedAndMarksWalkedByKeysAsync()
    {
        var brief = Page.Locator("section[aria-label=Brief]");
        var edge = Page.GetByRole(AriaRole.Separator, new() { Name = "Width of the brief" });
        await edge.PressAsync("ArrowRight");
        await edge.PressAsync("Shift+ArrowRight");
        Assert.Equal(278 + 16 + 64, (await brief.BoundingBoxAsync())!.Width, 0.5);
        await Page.Keyboard.PressAsync("]");
        Assert.True(await Page.EvaluateAsync<bool>("() => document.activeElement.matches('a.ev')"));

        await Page.ReloadAsync();
        await EditorAsync(Page);
        Assert.Equal(278 + 16 + 64, (await brief.BoundingBoxAsync())!.Width, 0.5);
        await edge.PressAsync("Home");
        Assert.Equal(278, (await brief.BoundingBoxAsync())!.Width, 0.5);
    }

    private async Task AskTheScratchpadAsync()
    {
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Scratchpad" }).ClickAsync();
        await Page.Locator(".scratch textarea").FillAsync("db.Posts.Count()");
        await Page.Locator(".scratch textarea").PressAsync("Control+Enter");
        await Assertions.Expect(Page.Locator(".scratch .grid td")).ToHaveTextAsync("50000", new() { Timeout = Grading });
        await Assertions.Expect(Page.Locator(".scratch [role=tree]")).ToBeVisibleAsync();
    }

    private async Task DraftAndSubmissionSurviveAKilledServerAsync()
    {
        await WriteAsync("// a draft that nobody handed in");
        await Assertions.Expect(Page.GetByText("Draft saved")).ToBeVisibleAsync();
        await Page.GotoAsync("/exercises/transactions-by-category");
        await EditorAsync(Page);
        await WriteAsync(await File.ReadAllTextAsync(Repository.Path("exercises", "transactions-by-category", "reference.sql")));
        await SubmitAsync();
        await Page.WaitForURLAsync(new Regex("attempt=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var submission = Page.Url;
        await Assertions.Expect(Page.GetByText("running").First).ToBeVisibleAsync(new() { Timeout = Grading });

        await App.KillAsync();
        await App.StartAsync();

        await Page.GotoAsync(submission);
        await VerdictAsync("Passed: the plan reads");
        await Assertions.Expect(Page.GetByText("Cheap to own").First).ToBeVisibleAsync();
        await Page.EvaluateAsync("localStorage.clear()"); // what is left is the server's
        await Page.GotoAsync("/exercises/feed-n-plus-one");
        await EditorAsync(Page);
        Assert.Equal("// a draft that nobody handed in", await Page.EvaluateAsync<string>("monaco.editor.getModels()[0].getValue()"));
    }

    private async Task SubmissionsAreListedWithTheirReportsAsync()
    {
        await Page.GotoAsync("/submissions");
        await Assertions.Expect(Page.GetByText("Over budget").First).ToBeVisibleAsync();
        await Page.Locator("tbody a[href^='/submissions/']").Last.ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Over budget: one statement per post");
    }

    private Task SubmitAsync() => Page.GetByRole(AriaRole.Button, new() { NameRegex = SubmitButton() }).First.ClickAsync();

    private Task VerdictAsync(string title) =>
        Assertions.Expect(Page.GetByText(title).First).ToBeVisibleAsync(new() { Timeout = Grading });

    private async Task WriteAsync(string text) => await Page.EvaluateAsync("text => monaco.editor.getModels()[0].setValue(text)", text);

    [GeneratedRegex("Queries from code", RegexOptions.None, 1000)]
    private static partial Regex QueriesFromCode();

    [GeneratedRegex(@"N\+1 and its relatives", RegexOptions.None, 1000)]
    private static partial Regex NPlusOne();

    [GeneratedRegex("Open the exercise", RegexOptions.None, 1000)]
    private static partial Regex OpenTheExercise();

    [GeneratedRegex("^Statements", RegexOptions.None, 1000)]
    private static partial Regex StatementsTab();

    [GeneratedRegex("^Plans", RegexOptions.None, 1000)]
    private static partial Regex PlansTab();

    [GeneratedRegex("^Submit", RegexOptions.None, 1000)]
    private static partial Regex SubmitButton();
}
