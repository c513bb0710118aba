using System.Globalization;
using System.Text.RegularExpressions;
using Learning.Tests;
using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>
/// From an organisation without any assessment to signed decisions on three candidates: one with extra time, one whose browser is closed in the
/// middle and whose server is killed, one who pastes the reference of another exercise.
/// </summary>
[Trait("Category", "Long")]
public sealed partial class HiringWalkTests : BrowserTest
{
    private const float Grading = 240_000;
    private const string Answer = "The statement ships whole rows; naming the four columns would do.";
    private readonly List<string> faults = [];
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    [Fact]
    public async Task Manager_FromNothing_ToDecisionsOnThreeCandidates()
    {
        await SignInAsync(Page, "hiring@demo.example", DemoPassword);
        var assessment = await PublishAsync();
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, factor) in new[] { ("Ada", "1.5"), ("Barbara", ""), ("Grace", "") })
            links[name] = await InviteAsync(assessment, name, factor);

        var ada = await BeginAsync(links["Ada"]);
        Assert.InRange(await LeftAsync(ada), TimeSpan.FromMinutes(89), TimeSpan.FromMinutes(90));
        await SubmitAsync(ada, "\n// Ada's\n");
        await HandInAsync(ada);

        var barbara = await BeginAsync(links["Barbara"]);
        await barbara.EvaluateAsync("() => document.activeElement?.blur()"); // in the editor, letters are text
        foreach (var key in (string[])["Control+k", "g", "e", "?"])
            await barbara.Keyboard.PressAsync(key);
        Assert.Equal((0, "/sitting/tasks/1"), (await barbara.Locator("dialog[open]").CountAsync(), new Uri(barbara.Url).AbsolutePath));
        await WriteAsync(barbara, "\n// kept\n");
        await barbara.Context.StorageStateAsync(new() { Path = Seat });
        await barbara.Context.CloseAsync();
        barbara = await NewPageAsync(Seat);
        await barbara.GotoAsync("/sitting/tasks/1");
        await EditorAsync(barbara);
        Assert.False(await FlickeredAsync(barbara), "a task's page");
        Assert.Contains("// kept", await barbara.EvaluateAsync<string>("() => monaco.editor.getModels()[0].getValue()"), StringComparison.Ordinal);
        var before = await LeftAsync(barbara);
        await App.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(20)); // longer than the heartbeats' grace
        await App.StartAsync();
        await barbara.GotoAsync("/sitting/tasks/1");
        await EditorAsync(barbara);
        var lost = before - await LeftAsync(barbara);
        Assert.True(lost < TimeSpan.FromSeconds(20), $"{lost} went by, and at least twenty seconds of that were ours.");
        await SubmitAsync(barbara, "");
        await HandInAsync(barbara);

        var grace = await BeginAsync(links["Grace"]);
        await PasteAsync(grace, await File.ReadAllTextAsync(Repository.Path("exercises", "deep-pages", "reference.cs")));
        await SubmitAsync(grace, null);
        await HandInAsync(grace);

        await DecideAsync(assessment, links.Count);
        await SeesItsDecisionAsync(ada);
        Assert.Empty(faults);
    }

    private static string Seat => Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"seat-{Environment.ProcessId}.json"));

    private async Task<string> PublishAsync()
    {
        await Page.GotoAsync("/assessments");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Start from this" }).First.ClickAsync();
        await Page.Locator("fieldset:not([disabled]) #add-task").WaitForAsync();
        var address = new Uri(Page.Url).AbsolutePath;
        await Page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Page.GetByText("Revision 1 is published").First.WaitForAsync();
        return address;
    }

    private async Task<string> InviteAsync(string assessment, string name, string factor)
    {
        await Page.GotoAsync($"{assessment}/invitations");
        await Page.Locator("[name='One.Email']").FillAsync($"{name}@shop.example");
        await Page.Locator("[name='One.Name']").FillAsync(name);
        await Page.Locator("[name='One.TimeFactor']").FillAsync(factor);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        return new Uri(await Page.Locator("#links").InputValueAsync()).AbsolutePath;
    }

    /// <summary>By the link, through the practice, to the first task.</summary>
    private async Task<IPage> BeginAsync(string link)
    {
        var page = await NewPageAsync();
        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the assessment" }).ClickAsync();
        await page.WaitForURLAsync("**/sitting");
        await AskAxeAsync(page);
        await page.GotoAsync("/sitting/practice");
        await EditorAsync(page);
        Assert.False(await FlickeredAsync(page), $"the practice page: {await page.EvaluateAsync<string>("() => window.left")}");
        await AskAxeAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).First.ClickAsync();
        await page.GetByText("It works: your code ran").WaitForAsync(new() { Timeout = Grading });
        await page.GotoAsync("/sitting");
        await page.Locator("button:not([disabled])", new() { HasText = "Start the clock" }).WaitForAsync();
        Assert.False(await FlickeredAsync(page), "the start page");
        await page.Locator("button:not([disabled])", new() { HasText = "Start the clock" }).ClickAsync();
        await page.WaitForURLAsync("**/sitting/tasks/1");
        await EditorAsync(page);
        await AskAxeAsync(page);
        return page;
    }

    /// <summary>One page of each kind, as the first who gets there sees it.</summary>
    private async Task AskAxeAsync(IPage page)
    {
        var path = Ids().Replace(new Uri(page.Url).AbsolutePath, "");
        if (!asked.Add(path))
            return;
        faults.AddRange(await page.FindingsAsync());
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.EvaluateAsync("text => { const model = monaco.editor.getModels()[0]; model.setValue(model.getValue() + text); }", text);
        await page.GetByText("Draft saved").WaitForAsync();
    }

    private static async Task PasteAsync(IPage page, string text)
    {
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Task.Delay(TimeSpan.FromSeconds(4)); // it listens with the first fetch after its circuit has begun, and one comes every three
        await page.Locator(".monaco-editor").First.ClickAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
        await page.Keyboard.PressAsync("Control+v");
        await page.WaitForFunctionAsync("text => monaco.editor.getModels()[0].getValue().includes(text.trim().split('\\n').at(-2).trim())", text);
        await Task.Delay(TimeSpan.FromSeconds(4)); // signals are fetched every three
    }

    private static async Task SubmitAsync(IPage page, string? more)
    {
        if (more is { Length: > 0 })
            await WriteAsync(page, more);
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).First.ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.verdict h2') && !document.querySelector('.run')", null, new() { Timeout = Grading });
    }

    private async Task HandInAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in the assessment" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in now" }).ClickAsync();
        await page.WaitForURLAsync("**/sitting/defend");
        foreach (var number in (int[])[1, 2])
        {
            await page.Locator("button:not([disabled])", new() { HasText = $"Show question {number}" }).ClickAsync(new() { Timeout = Grading });
            await Assertions.Expect(page.Locator("#answer")).ToBeFocusedAsync();
            await page.Locator("#answer").FillAsync(Answer);
            await page.ReloadAsync(); // sooner than it is saved: the browser has it
            await Assertions.Expect(page.Locator("#answer")).ToHaveValueAsync(Answer);
            await AskAxeAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "Done with this question" }).ClickAsync();
        }
        await page.WaitForURLAsync("**/sitting/done");
        await AskAxeAsync(page);
    }

    /// <summary>By the clock in the strip.</summary>
    private static async Task<TimeSpan> LeftAsync(IPage page)
    {
        var clock = page.GetByRole(AriaRole.Timer).First;
        await Assertions.Expect(clock).ToHaveTextAsync(Clock());
        var parts = Clock().Match(await clock.InnerTextAsync()).Value.Split(':').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return parts is [var hours, var minutes, var seconds] ? new(hours, minutes, seconds) : new(0, parts[0], parts[1]);
    }

    private async Task DecideAsync(string assessment, int candidates)
    {
        var mentor = await NewPageAsync();
        await SignInAsync(mentor, "mentor@demo.example", DemoPassword);
        await Page.GotoAsync($"{assessment}/candidates");
        var rows = Page.Locator("tbody a[href^='/sittings/']");
        await Assertions.Expect(rows).ToHaveCountAsync(candidates);
        var sittings = await rows.EvaluateAllAsync<string[]>("all => all.map(each => each.getAttribute('href'))");
        await AskAxeAsync(Page);
        var (pastes, outages) = (0, 0);
        foreach (var sitting in sittings)
        {
            await MarkAsync(Page, sitting, 1);
            await MarkAsync(mentor, sitting, 2);
            await Page.GotoAsync(sitting);
            var text = await Page.Locator("main").InnerTextAsync();
            await AskAxeAsync(Page);
            outages += text.Contains("Our outage stopped the clock", StringComparison.Ordinal) ? 1 : 0;
            pastes += Lines().IsMatch(text) ? 1 : 0;
            await Page.Locator("fieldset.seg label", new() { HasText = "Talk first" }).ClickAsync();
            var mark = await Page.Locator("section[aria-labelledby=decision] select option").Nth(1).GetAttributeAsync("value", new() { Timeout = 2000 });
            await Page.Locator("#reasons").FillAsync($"What was handed in says enough to talk about [{mark}]. ");
            await Page.GetByRole(AriaRole.Button, new() { Name = "Sign and record" }).ClickAsync();
            await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(Named());
        }
        Assert.Equal((1, 1), (pastes, outages));
        foreach (var path in (string[])[assessment, $"{assessment}/invitations", $"{sittings[0]}/tasks/1", $"{sittings[0]}/replay/1", $"{sittings[0]}/alike/1", "/markings"])
        {
            await Page.GotoAsync(path);
            await Assertions.Expect(Page.Locator("h1").First).ToBeVisibleAsync();
            await AskAxeAsync(Page);
        }
        await Page.GotoAsync($"{assessment}/invitations");
        await Page.Locator("a[href^='/candidates/']").First.ClickAsync();
        await Assertions.Expect(Page.Locator("h1").First).ToBeVisibleAsync();
        await AskAxeAsync(Page);
    }

    private static async Task MarkAsync(IPage page, string sitting, int score)
    {
        await page.GotoAsync(sitting);
        await page.Locator(".rub button:not([disabled])").First.WaitForAsync();
        foreach (var row in await page.Locator(".rub").AllAsync())
        {
            await row.GetByRole(AriaRole.Radio).Nth(score).ClickAsync();
            await Assertions.Expect(row.GetByRole(AriaRole.Radio).Nth(score)).ToHaveAttributeAsync("aria-checked", "true");
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign the marking" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign the marking" })).ToHaveCountAsync(0);
    }

    private async Task SeesItsDecisionAsync(IPage page)
    {
        await page.GotoAsync("/sitting/report");
        await Assertions.Expect(page.GetByText("What was handed in says enough to talk about").First).ToBeVisibleAsync();
        Assert.DoesNotContain("Demo Mentor", await page.ContentAsync(), StringComparison.Ordinal);
        await AskAxeAsync(page);
        await page.GotoAsync("/sitting/report/tasks/1");
        await Assertions.Expect(page.Locator("h1").First).ToBeVisibleAsync();
        await AskAxeAsync(page);
    }

    [GeneratedRegex(@"(?:\d+:)?\d{1,2}:\d{2}", RegexOptions.None, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex(@"Largest paste\s+\d+ lines", RegexOptions.None, 1000)]
    private static partial Regex Lines();

    [GeneratedRegex(", (?:Ada|Barbara|Grace)", RegexOptions.None, 1000)]
    private static partial Regex Named();
}
