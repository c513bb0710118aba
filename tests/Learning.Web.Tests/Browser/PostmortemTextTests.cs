using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>The postmortem's script on a bare text box, in real Chromium: what it puts there can be taken back.</summary>
[Trait("Category", "Long")]
public sealed class PostmortemTextTests : BrowserTest
{
    private const string Live = "- 01:06 Release is live [A1]", Off = "- 01:50 Status page: we are\non it [A3]";
    private const string Log = Live + "\n" + Off;

    private ILocator Text => Page.Locator("textarea");

    [Fact]
    public async Task Fill_FromTheLog_IsTakenBackByUndo_AndNotDoubledByASecondClick()
    {
        await MountAsync("Mine.");

        await FillAsync();
        await FillAsync();
        Assert.Equal("Mine.\n\n" + Log, await Text.InputValueAsync());
        await Page.Keyboard.PressAsync("Control+z");

        Assert.Equal("Mine.", await Text.InputValueAsync());
    }

    [Fact]
    public async Task Fill_WhereAnEntryStandsInOtherWords_AddsTheOthers()
    {
        await MountAsync("- 01:06 We went live [A1, Q2]\n");

        await FillAsync();

        Assert.Equal("- 01:06 We went live [A1, Q2]\n" + Off, await Text.InputValueAsync());
    }

    [Fact]
    public async Task Mark_Inserted_IsTakenBackByUndo()
    {
        await MountAsync("It was slow");

        await Page.EvaluateAsync("() => editor.insert('timeline', '[Q1] ')");
        Assert.Equal("It was slow [Q1] ", await Text.InputValueAsync());
        await Page.Keyboard.PressAsync("Control+z");

        Assert.Equal("It was slow", await Text.InputValueAsync());
    }

    private async Task FillAsync() => await Page.EvaluateAsync("log => editor.append('timeline', log)", Log);

    /// <summary>On the script's own address, where nothing else runs.</summary>
    private async Task MountAsync(string text)
    {
        await Page.GotoAsync("/Features/Incidents/Postmortem/PostmortemPage.razor.js");
        await Page.EvaluateAsync("""
            async text => {
              document.body.innerHTML = '<textarea data-section="timeline"></textarea>';
              document.querySelector("textarea").value = text;
              const { mount } = await import(location.href);
              window.editor = mount(document.body, { invokeMethodAsync: async () => 0 }, { id: "1", version: 0 });
            }
            """, text);
    }
}
