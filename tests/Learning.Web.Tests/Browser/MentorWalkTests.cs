using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>A learner from registering to an approved second attempt, and a mentor who clears five requests without touching the mouse, in real Chromium.</summary>
[Trait("Category", "Long")]
public sealed class MentorWalkTests : BrowserTest
{
    private const float Grading = 180_000;
    private const string Password = "difference engine";
    private static readonly string[] Slugs = ["transactions-by-category", "open-invoices", "settlement-report", "feed-n-plus-one", "statement-list-columns"];

    [Fact]
    public async Task Learner_FromRegistrationToAReviewedSubmission_InTwoIterations()
    {
        await Page.GotoAsync("/account/register");
        await Page.GetByLabel("Name").FillAsync("Ada Lovelace");
        await Page.GetByLabel("E-mail address").FillAsync("ada@lab.example");
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Make an account" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Ada Lovelace")).ToBeVisibleAsync();
        var mentor = await MentorOfEverybodyAsync();

        await SubmitAsync("transactions-by-category", null);
        await AskAsync();
        await OpenTheNextAsync(mentor);
        await mentor.Keyboard.PressAsync("c");
        await Assertions.Expect(mentor.Locator("textarea:focus")).ToBeVisibleAsync();
        await mentor.Keyboard.TypeAsync("Which index gives this order?");
        await mentor.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(mentor.Locator("textarea:focus")).ToHaveCountAsync(0);
        await DecideAsync(mentor, "r");
        await HearsAsync("Your mentor asks for changes.");

        await SubmitAsync("transactions-by-category", "CREATE INDEX transactions_of_a_user ON transactions (user_id, category, created_at DESC, id DESC);\n");
        await Assertions.Expect(Page.GetByText("Passed").First).ToBeVisibleAsync();
        await AskAsync();
        await OpenTheNextAsync(mentor);
        await DecideAsync(mentor, "a");
        await HearsAsync("Your mentor approved what you handed in.");
        await Page.GotoAsync("/submissions");
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Attempt 2", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Mentor_ByKeyboardAlone_ClearsFiveReviews()
    {
        await SignInAsync(Page, "learner@demo.example", DemoPassword);
        foreach (var slug in Slugs)
        {
            await SubmitAsync(slug, null);
            await AskAsync();
        }
        var mentor = await NewPageAsync();
        await SignInAsync(mentor, "mentor@demo.example", DemoPassword);

        await OpenTheNextAsync(mentor);
        for (var left = Slugs.Length; left > 0; left--)
        {
            var approve = mentor.GetByRole(AriaRole.Button, new() { Name = "Approve" });
            await Assertions.Expect(approve).ToBeVisibleAsync();
            await DecideAsync(mentor, "a");
            if (left > 1)
            {
                var before = mentor.Url;
                await mentor.Keyboard.PressAsync("j");
                await mentor.WaitForURLAsync(url => url != before && url.Contains("/reviews/", StringComparison.Ordinal));
            }
        }
        await Task.Delay(TimeSpan.FromSeconds(12)); // the last can be undone until then
        await mentor.GotoAsync("/reviews");
        await Assertions.Expect(mentor.GetByRole(AriaRole.Heading, new() { Name = "The queue is empty." })).ToBeVisibleAsync();
        await Page.GotoAsync("/notifications");
        await Assertions.Expect(Page.GetByText("Your mentor approved what you handed in.")).ToHaveCountAsync(Slugs.Length);
    }

    /// <summary>A new learner is in no organisation: an administrator makes the demo's mentor one of the whole site.</summary>
    private async Task<IPage> MentorOfEverybodyAsync()
    {
        var administrator = await NewPageAsync();
        await SignInAsync(administrator, "administrator@demo.example", DemoPassword);
        await administrator.GotoAsync("/admin/people?search=mentor@demo");
        await administrator.GetByRole(AriaRole.Link, new() { Name = "Demo Mentor" }).ClickAsync();
        await administrator.GetByRole(AriaRole.Checkbox, new() { Name = "mentor" }).CheckAsync();
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Save the roles" }).ClickAsync();
        await Assertions.Expect(administrator.Locator("p[role=status]").First).ToBeVisibleAsync();
        var mentor = await NewPageAsync();
        await SignInAsync(mentor, "mentor@demo.example", DemoPassword);
        return mentor;
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
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" })).ToBeVisibleAsync();
    }

    /// <summary>From the queue; nothing but keys from here on.</summary>
    private static async Task OpenTheNextAsync(IPage mentor)
    {
        await mentor.GotoAsync("/reviews");
        var approve = mentor.GetByRole(AriaRole.Button, new() { Name = "Approve" });
        for (var turn = 0; turn < 40 && await approve.CountAsync() == 0; turn++)
        {
            await mentor.Keyboard.PressAsync("j"); // heard once the page's circuit has started
            await Task.Delay(500);
        }
        await Assertions.Expect(approve).ToBeVisibleAsync();
    }

    private static async Task DecideAsync(IPage mentor, string key)
    {
        await mentor.Keyboard.PressAsync(key);
        await Assertions.Expect(mentor.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeVisibleAsync();
    }

    private async Task HearsAsync(string text)
    {
        await Page.GotoAsync("/notifications");
        await Assertions.Expect(Page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
