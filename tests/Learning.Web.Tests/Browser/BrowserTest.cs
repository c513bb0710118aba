using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>The app as a process of its own, and real Chromium to walk through it.</summary>
public abstract partial class BrowserTest : IAsyncLifetime
{
    /// <summary>Of the demo people, whom a development start has.</summary>
    protected const string DemoPassword = "latency lab demo";

    private const string Watch = """
        let most = 0;
        new MutationObserver(() => {
          const length = document.querySelector("main")?.textContent.trim().length ?? 0;
          if (length < most * 0.6) { window.flickered = true; window.left ??= `${most} → ${length}: ${document.querySelector("main")?.textContent.trim().slice(0, 200)}`; }
          most = Math.max(most, length);
        }).observe(document, { childList: true, subtree: true });
        """;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private protected AppProcess App { get; } = new();

    protected IPage Page { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await App.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--disable-gpu", "--disable-background-networking", .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>()],
        });
        Page = await NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await App.DisposeAsync();
    }

    /// <summary>A browser of its own, without anybody's cookies, or with those that another one left in a file.</summary>
    protected async Task<IPage> NewPageAsync(string? cookies = null)
    {
        var page = await _browser!.NewPageAsync(new() { BaseURL = App.Address, ViewportSize = new() { Width = 1440, Height = 900 }, StorageStatePath = cookies });
        page.SetDefaultTimeout(30_000);
        await page.AddInitScriptAsync(Watch);
        return page;
    }

    /// <summary>Whether the page lost most of its content since it was loaded, as it does when its circuit begins without what was prerendered.</summary>
    protected static async Task<bool> FlickeredAsync(IPage page) => await page.EvaluateAsync<bool>("() => window.flickered === true");

    protected static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(Home());
    }

    /// <summary>Returns when the editor has its text, which is when the page's circuit has started.</summary>
    protected static async Task EditorAsync(IPage page) => await page.WaitForFunctionAsync("() => window.monaco?.editor?.getModels()?.[0]?.getValue().length > 0");

    [GeneratedRegex(@"^http://[^/]+/$", RegexOptions.None, 1000)]
    private static partial Regex Home();
}
