using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>An incident in real Chromium: from its briefing through the war room to its report.</summary>
[Trait("Category", "Long")]
public sealed partial class IncidentWalkTests : BrowserTest
{
    private const float Starting = 180_000;

    [Fact]
    public async Task Incident_Started_IsWatchedAskedAndEnded_AndItsReportKeepsWhatWasSeen()
    {
        await Page.GotoAsync("/incidents");
        await Page.GetByRole(AriaRole.Link, new() { Name = "The leak that looked like load" }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Page.WaitForURLAsync(Room(), new() { Timeout = Starting });

        await Assertions.Expect(Page.GetByRole(AriaRole.Img, new() { NameRegex = P95() }).First).ToBeVisibleAsync();
        await Page.WaitForFunctionAsync("() => window.monaco?.editor?.getEditors?.()?.length > 0");
        var clock = await Page.Locator(".clock").InnerTextAsync();
        await Assertions.Expect(Page.Locator(".clock")).Not.ToHaveTextAsync(clock); // it goes: the room's keys are heard
        var faults = new List<string>(await Page.FindingsAsync());
        await Page.EvaluateAsync("() => monaco.editor.getEditors()[0].setValue(\"SELECT 40 + 2 AS answer\")");
        await Page.EvaluateAsync("() => monaco.editor.getEditors()[0].focus()");
        await Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(Page.GetByRole(AriaRole.Cell, new() { Name = "42", Exact = true })).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "End it and read the report" }).ClickAsync();
        await Page.WaitForURLAsync(Report(), new() { Timeout = 60_000 });
        await Assertions.Expect(Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "SELECT 40 + 2 AS answer" }).First).ToBeVisibleAsync();
        faults.AddRange(await Page.FindingsAsync());
        Assert.Empty(faults);
    }

    [GeneratedRegex("/labs/[0-9a-f-]+(?:\\?.*)?$", RegexOptions.None, 1000)]
    private static partial Regex Room();

    [GeneratedRegex("/report", RegexOptions.None, 1000)]
    private static partial Regex Report();

    [GeneratedRegex("P95", RegexOptions.None, 1000)]
    private static partial Regex P95();
}
