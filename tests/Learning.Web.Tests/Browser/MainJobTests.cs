using System.Text.RegularExpressions;
using Learning.Tests;
using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>The main job in real Chromium: a lesson, its exercise, a verdict from a real PostgreSQL, and nothing lost when the server is killed.</summary>
public sealed partial class MainJobTests : IAsyncLifetime
{
    private const float Grading = 120_000;

    private readonly AppProcess _app = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private IPage Page { get; set; } = null!;

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--disable-gpu", "--disable-background-networking", .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>()],
        });
        Page = await _browser.NewPageAsync(new() { BaseURL = _app.Address, ViewportSize = new() { Width = 1440, Height = 900 } });
        Page.SetDefaultTimeout(30_000);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Learner_FromLessonToVerdicts_KeepsEverythingWhenTheServerIsKilled()
    {
        await ReadALessonAndOpenItsExerciseAsync();
        await SubmitTheStarterAndReadTheEvidenceAsync();
        await FromTheLineToItsStatementsAsync();
        await AskTheScratchpadAsync();
        await DraftSurvivesAKilledServerAsync();
        await SubmissionSurvivesAKilledServerAsync();
        await SqlAnswerPassesWithItsCostAsync();
        await SubmissionsAreListedWithTheirReportsAsync();
    }

    private async Task ReadALessonAndOpenItsExerciseAsync()
    {
        await Page.GotoAsync("/learn");
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = QueriesFromCode() }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = NPlusOne() }).First.ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, NameRegex = NPlusOne() })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = OpenTheExercise() }).ClickAsync();
        await EditorAsync();
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

    private async Task AskTheScratchpadAsync()
    {
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Scratchpad" }).ClickAsync();
        await Page.Locator(".scratch textarea").FillAsync("db.Posts.Count()");
        await Page.Locator(".scratch textarea").PressAsync("Control+Enter");
        await Assertions.Expect(Page.Locator(".scratch .grid td")).ToHaveTextAsync("50000", new() { Timeout = Grading });
        await Assertions.Expect(Page.Locator(".scratch [role=tree]")).ToBeVisibleAsync();
    }

    private async Task DraftSurvivesAKilledServerAsync()
    {
        await WriteAsync("// a draft that nobody handed in");
        await Assertions.Expect(Page.GetByText("Draft saved")).ToBeVisibleAsync();
        await _app.KillAsync();
        await _app.StartAsync();
        await Page.EvaluateAsync("localStorage.clear()"); // what is left is the server's
        await Page.GotoAsync("/exercises/feed-n-plus-one");
        await EditorAsync();
        Assert.Equal("// a draft that nobody handed in", await Page.EvaluateAsync<string>("monaco.editor.getModels()[0].getValue()"));
    }

    private async Task SubmissionSurvivesAKilledServerAsync()
    {
        await WriteAsync(await File.ReadAllTextAsync(Repository.Path("exercises", "feed-n-plus-one", "reference.cs")));
        await SubmitAsync();
        await Page.WaitForURLAsync(new Regex("attempt=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var submission = Page.Url;
        await Assertions.Expect(Page.GetByText("running").First).ToBeVisibleAsync(new() { Timeout = Grading });
        await _app.KillAsync();
        await _app.StartAsync();
        await Page.GotoAsync(submission);
        await VerdictAsync("Passed: 1 statement, whatever the size");
    }

    private async Task SqlAnswerPassesWithItsCostAsync()
    {
        await Page.GotoAsync("/exercises/transactions-by-category");
        await EditorAsync();
        await WriteAsync(await File.ReadAllTextAsync(Repository.Path("exercises", "transactions-by-category", "reference.sql")));
        await SubmitAsync();
        await VerdictAsync("Passed: the plan reads");
        await Assertions.Expect(Page.GetByText("Cheap to own").First).ToBeVisibleAsync();
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

    private async Task EditorAsync() => await Page.WaitForFunctionAsync("() => window.monaco?.editor?.getModels()?.[0]?.getValue().length > 0");

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
