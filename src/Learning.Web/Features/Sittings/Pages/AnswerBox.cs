using Learning.Web.Features.Exercises;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Sittings.Pages;

/// <summary>The server's end of DefendPage.razor.js: the answer to one question, as it stands in the browser.</summary>
internal sealed class AnswerBox(IJSObjectReference module, IJSObjectReference box, DotNetObjectReference<DefendPage> page)
{
    /// <summary><paramref name="text"/>: what the server has of it. <paramref name="focus"/>: typing may begin.</summary>
    public static async Task<AnswerBox> MountAsync(IJSRuntime js, DefendPage page, ElementReference area, Guid sitting, int number, string text, bool focus, CancellationToken cancellationToken)
    {
        var module = await js.InvokeAsync<IJSObjectReference>("import", cancellationToken, "./Features/Sittings/Pages/DefendPage.razor.js");
        var handle = DotNetObjectReference.Create(page);
        var box = await module.InvokeAsync<IJSObjectReference>("mount", cancellationToken, area, handle, new { sitting, number, text, focus });
        return new(module, box, handle);
    }

    /// <summary>An answer may be empty; longer than any answer may be, it is nothing that a person typed.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        (await SourceReader.ReadAsync(await box.InvokeAsync<IJSStreamReference>("bytes", cancellationToken), cancellationToken)).Source ?? "";

    public ValueTask AcknowledgeAsync(int version) => box.InvokeVoidAsync("acknowledge", version);

    /// <summary><paramref name="forget"/>: the question is closed, and what the browser kept of it is of no more use.</summary>
    public async Task StopAsync(bool forget)
    {
        try
        {
            await box.InvokeVoidAsync("stop", forget);
            await box.DisposeAsync();
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone and took its half along.
        }
        finally
        {
            page.Dispose();
        }
    }
}
