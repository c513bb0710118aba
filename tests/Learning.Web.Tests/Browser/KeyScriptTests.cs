namespace Learning.Web.Tests.Browser;

/// <summary>The scripts of keys and tabs, each on a bare page, in real Chromium.</summary>
[Trait("Category", "Long")]
public sealed class KeyScriptTests : BrowserTest
{
    [Fact]
    public async Task Tabs_AreOneStop_AndArrowsGoOn()
    {
        await MountAsync("roving", """
            <button id="before">before</button>
            <div role="tablist"><button role="tab" id="a">a</button><button role="tab" id="b" aria-selected="true">b</button><a href="#c" role="tab" id="c">c</a></div>
            <div role="radiogroup"><button role="radio" id="d" disabled>d</button><button role="radio" id="e">e</button><button role="radio" id="f">f</button></div>
            """);
        await Page.FocusAsync("#before");

        Assert.Equal(["b", "c", "a", "e", "f", "e"], await FocusedAsync("Tab", "ArrowRight", "ArrowRight", "Tab", "ArrowDown", "Home"));
    }

    [Fact]
    public async Task Keys_GoRoundThePanes_TurnTheChart_AndAreSwitchedOffInOnePlace()
    {
        await MountAsync("keys", """
            <nav class="bar"><a href="/">Home</a></nav>
            <section data-pane tabindex="-1" id="one"><input id="field"></section>
            <section data-pane tabindex="-1" id="gone" hidden></section>
            <section data-pane tabindex="-1" id="two"><figure class="chart"><button aria-pressed="false" id="turn">Table</button></figure></section>
            """);
        await Page.EvaluateAsync("() => { window.turned = 0; document.getElementById('turn').addEventListener('click', () => window.turned++); }");
        await Page.FocusAsync("#field");
        Assert.Equal(["two", "one", "two"], await FocusedAsync("F6", "F6", "Shift+F6"));
        await Page.FocusAsync("#turn");
        await Page.Keyboard.PressAsync("t");
        Assert.Equal(1, await Page.EvaluateAsync<int>("() => window.turned"));

        await Page.EvaluateAsync("() => document.body.classList.add('room')"); // which has a list of its own
        await Page.Keyboard.PressAsync("?");
        Assert.Equal(0, await Page.Locator("dialog").CountAsync());
        await Page.EvaluateAsync("() => document.body.classList.remove('room')");
        await Page.Keyboard.PressAsync("?");
        await Page.Locator("dialog input").UncheckAsync();
        await Page.Locator("dialog button").ClickAsync();
        await Page.FocusAsync("#turn");
        await Page.Keyboard.PressAsync("t");

        Assert.Equal(1, await Page.EvaluateAsync<int>("() => window.turned"));
        Assert.Equal("1", await Page.EvaluateAsync<string>("() => localStorage.getItem('ll-single-keys-off')"));
    }

    private async Task<List<string>> FocusedAsync(params string[] keys)
    {
        List<string> ids = [];
        foreach (var key in keys)
        {
            await Page.Keyboard.PressAsync(key);
            ids.Add(await Page.EvaluateAsync<string>("() => document.activeElement.id"));
        }
        return ids;
    }

    /// <summary>On the script's own address, where nothing else runs.</summary>
    private async Task MountAsync(string script, string html)
    {
        await Page.GotoAsync($"/js/{script}.js");
        await Page.EvaluateAsync("async html => { document.body.innerHTML = html; await import(location.href); }", html);
    }
}
