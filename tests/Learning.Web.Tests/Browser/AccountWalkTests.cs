using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>From a browser's anonymous work to an account and back, and an account that is closed while its page is open, in real Chromium.</summary>
[Trait("Category", "Long")]
public sealed class AccountWalkTests : BrowserTest
{
    private const string Email = "ada@lab.example";
    private const string Password = "difference engine";
    /// <summary>Open pages ask every half minute.</summary>
    private const float AMinute = 60_000;

    [Fact]
    public async Task Work_BegunWithoutAnAccount_IsThereAfterRegisteringSigningOutAndIn()
    {
        await WriteADraftAsync();
        await RegisterAsync();
        await DraftIsThereAsync(Page, "SELECT 1 -- mine");
        await SignOutAsync();
        await DraftIsThereAsync(Page, null);

        var elsewhere = await NewPageAsync();
        await SignInAsync(elsewhere, Email, Password);
        await DraftIsThereAsync(elsewhere, "SELECT 1 -- mine");

        await DisableWhileThePageIsOpenAsync();
        await Assertions.Expect(elsewhere.GetByRole(AriaRole.Link, new() { Name = "Keep it" })).ToBeVisibleAsync(new() { Timeout = AMinute });
        await Assertions.Expect(elsewhere.GetByText("Ada Lovelace")).ToHaveCountAsync(0);
        await DraftIsThereAsync(elsewhere, null);
    }

    private async Task WriteADraftAsync()
    {
        await Page.GotoAsync("/exercises/transactions-by-category");
        await EditorAsync(Page);
        await Page.EvaluateAsync("text => monaco.editor.getModels()[0].setValue(text)", "SELECT 1 -- mine");
        await Assertions.Expect(Page.GetByText("Draft saved")).ToBeVisibleAsync();
    }

    private async Task RegisterAsync()
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Keep it" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Make an account" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("3 things to put right");
        await Page.GetByLabel("Name").FillAsync("Ada Lovelace");
        await Page.GetByLabel("E-mail address").FillAsync(Email);
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.GetByLabel("Password").PressAsync("Enter");
        await Assertions.Expect(Page.GetByText("Ada Lovelace")).ToBeVisibleAsync();
    }

    /// <summary>By keyboard, from a page whose circuit has started: its first render would close a menu that was opened before.</summary>
    private async Task SignOutAsync()
    {
        await EditorAsync(Page);
        await Page.Locator("[data-menu] summary").PressAsync("Enter");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).PressAsync("Enter");
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Keep it" })).ToBeVisibleAsync();
    }

    private async Task DisableWhileThePageIsOpenAsync()
    {
        var administrator = await NewPageAsync();
        await SignInAsync(administrator, "administrator@demo.example", DemoPassword);
        await administrator.GotoAsync("/admin/people?search=ada@lab");
        await administrator.GetByRole(AriaRole.Link, new() { Name = "Ada Lovelace" }).ClickAsync();
        await administrator.Locator("summary", new() { HasText = "Disable the account" }).ClickAsync();
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Disable it" }).ClickAsync();
        await Assertions.Expect(administrator.Locator("p[role=status]")).ToContainTextAsync("The account is disabled.");
    }

    /// <summary>What the server kept: the browser's own copy is taken away first.</summary>
    private static async Task DraftIsThereAsync(IPage page, string? draft)
    {
        await page.GotoAsync("/exercises/transactions-by-category");
        await page.EvaluateAsync("localStorage.clear()");
        await page.ReloadAsync();
        await EditorAsync(page);
        var text = await page.EvaluateAsync<string>("monaco.editor.getModels()[0].getValue()");
        Assert.Equal(draft is not null, text == "SELECT 1 -- mine");
    }
}
