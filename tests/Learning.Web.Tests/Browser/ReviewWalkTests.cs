using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>From a learner's request to a mentor's answer and the next round, in real Chromium; the mentor's hands stay on the keyboard.</summary>
[Trait("Category", "Long")]
public sealed class ReviewWalkTests : BrowserTest
{
    private const float Grading = 120_000;

    [Fact]
    public async Task Learner_AsksTwice_MentorClearsBothByKeyboardAlone()
    {
        var mentor = await NewPageAsync();
        await SignInAsync(Page, "learner@demo.example", DemoPassword);
        await SignInAsync(mentor, "mentor@demo.example", DemoPassword);
        await SayAsync();
        await SubmitAsync("transactions-by-category", null);
        await AskAsync();

        await OpenTheNextAsync(mentor);
        await mentor.Keyboard.PressAsync("c");
        await Assertions.Expect(mentor.Locator("textarea:focus")).ToBeVisibleAsync();
        await mentor.Keyboard.TypeAsync("Which index would answer this");
        await mentor.Keyboard.PressAsync("Escape");
        await Assertions.Expect(mentor.Locator("textarea:focus")).ToHaveCountAsync(0);
        await OpenTheNextAsync(mentor); // another page, and half a comment is kept
        await mentor.Keyboard.PressAsync("c");
        await Assertions.Expect(mentor.Locator("textarea:focus")).ToHaveValueAsync("Which index would answer this");
        await mentor.Keyboard.TypeAsync(" without a sort? <b>Sort</b>");
        await mentor.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(mentor.Locator(".thread .text")).ToContainTextAsync("Which index would answer this without a sort? <b>Sort</b>");
        await Assertions.Expect(mentor.Locator("textarea:focus")).ToHaveCountAsync(0); // sent: keys are the page's again
        await mentor.Keyboard.PressAsync("2");
        var undo = mentor.GetByRole(AriaRole.Button, new() { Name = "Undo" });
        await mentor.Keyboard.PressAsync("a");
        await Assertions.Expect(undo).ToBeVisibleAsync();
        await mentor.Keyboard.PressAsync("u");
        await Assertions.Expect(undo).ToHaveCountAsync(0);
        await mentor.Locator("#summary").FocusAsync();
        await mentor.Keyboard.TypeAsync("Read the plan first.");
        await mentor.Keyboard.PressAsync("Escape");
        await mentor.Keyboard.PressAsync("r");
        await Assertions.Expect(undo).ToBeVisibleAsync();
        await HearsAsync("Your mentor asks for changes.");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Your mentor asks for changes." }).First.ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "A mentor's review" })).ToBeInViewportAsync();
        await Assertions.Expect(Page.GetByText("Which index would answer this without a sort?")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("Read the plan first.")).ToBeVisibleAsync();
        await SubmitAsync("transactions-by-category", "-- again\n");
        await AskAsync();

        await OpenTheNextAsync(mentor);
        await Assertions.Expect(mentor.GetByText("-- again").First).ToBeVisibleAsync();
        await mentor.Keyboard.PressAsync("a");
        await HearsAsync("Your mentor approved what you handed in.");
        await mentor.GotoAsync("/reviews");
        await Assertions.Expect(mentor.GetByRole(AriaRole.Heading, new() { Name = "The queue is empty." })).ToBeVisibleAsync();
    }

    /// <summary>In a discussion beside the editor: what is typed survives leaving the field, and Ctrl+Enter sends it and runs nothing.</summary>
    private async Task SayAsync()
    {
        var (text, field) = ("Does the order of the columns matter?", Page.Locator("#discussion-field"));
        await Page.GotoAsync("/exercises/transactions-by-category");
        await EditorAsync(Page);
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Discussion" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Ask or say something" }).ClickAsync();
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(text);
        await Page.Keyboard.PressAsync("Escape");
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Data", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Discussion" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Ask or say something" }).ClickAsync();
        await Assertions.Expect(field).ToHaveValueAsync(text);
        await field.PressAsync("Control+Enter");
        await Assertions.Expect(Page.Locator(".discussion .text")).ToHaveTextAsync(text);
        await Assertions.Expect(Page.Locator(".pane.c .think")).ToBeVisibleAsync();
    }

    private async Task SubmitAsync(string slug, string? before)
    {
        await Page.GotoAsync($"/exercises/{slug}");
        await EditorAsync(Page);
        if (before is not null)
            await Page.EvaluateAsync("text => { const model = monaco.editor.getModels()[0]; model.setValue(text + model.getValue()); }", before);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "The whole report" }).ClickAsync(new() { Timeout = Grading });
    }

    private async Task AskAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Ask for a review" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("It is next.")).ToBeVisibleAsync();
    }

    /// <summary>From the queue; nothing but keys from here on.</summary>
    private static async Task OpenTheNextAsync(IPage mentor)
    {
        await mentor.GotoAsync("/reviews");
        var waits = mentor.GetByRole(AriaRole.Heading, new() { Name = "1 request in the queue" });
        await Assertions.Expect(waits).ToBeVisibleAsync();
        var heading = mentor.Locator("h1", new() { HasText = "Demo Learner" });
        for (var turn = 0; turn < 20 && await heading.CountAsync() == 0; turn++)
        {
            await mentor.Keyboard.PressAsync("j"); // heard once the page's circuit has started
            await Task.Delay(500);
        }
        await Assertions.Expect(heading).ToBeVisibleAsync();
        await Assertions.Expect(mentor.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeVisibleAsync();
    }

    /// <summary>Ten seconds later, by the bell's page.</summary>
    private async Task HearsAsync(string text)
    {
        await Page.GotoAsync("/notifications");
        await Assertions.Expect(Page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
