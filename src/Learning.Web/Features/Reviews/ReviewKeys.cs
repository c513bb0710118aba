using Microsoft.JSInterop;

namespace Learning.Web.Features.Reviews;

/// <summary>Text that was typed in a field; null when it is longer than may cross the circuit.</summary>
public sealed record TypedText(string? Text);

/// <summary>The server's end of ReviewPage.razor.js: single keys, and texts of fields. A circuit without its browser is no fault: calls then end quietly.</summary>
public sealed class ReviewKeys : IAsyncDisposable
{
    private readonly IJSObjectReference module;
    private readonly DotNetObjectReference<ReviewKeys> self;
    private readonly Func<string, Task>? press;
    private IJSObjectReference? keys;

    private ReviewKeys(IJSObjectReference module, Func<string, Task>? press)
    {
        (this.module, this.press) = (module, press);
        self = DotNetObjectReference.Create(this);
    }

    public static async Task<ReviewKeys> MountAsync(IJSRuntime js, Func<string, Task>? press, CancellationToken cancellationToken)
    {
        var script = await js.InvokeAsync<IJSObjectReference>("import", cancellationToken, "./Features/Reviews/ReviewPage.razor.js");
        var mounted = new ReviewKeys(script, press);
        mounted.keys = await script.InvokeAsync<IJSObjectReference>("listen", cancellationToken, mounted.self, press is not null);
        return mounted;
    }

    /// <summary>Null: too long, or the browser is gone.</summary>
    public async Task<string?> TextAsync(string field, CancellationToken cancellationToken) =>
        (await module.InvokeAsync<TypedText?>("text", cancellationToken, field, ReviewRules.MostCharacters))?.Text;

    /// <summary>The text of the field with this <c>data-typed</c>, from the tab's store when it is not to be seen. Null: nothing was typed, or the browser is gone.</summary>
    public ValueTask<TypedText?> KeptAsync(string name, CancellationToken cancellationToken) => module.InvokeAsync<TypedText?>("kept", cancellationToken, name, ReviewRules.MostCharacters);

    /// <summary>What was typed there has arrived, and is not put back.</summary>
    public ValueTask ForgetAsync(string name, CancellationToken cancellationToken) => module.InvokeVoidAsync("forget", cancellationToken, name);

    /// <summary>Whether this browser has single keys switched off.</summary>
    public ValueTask<bool> AreOffAsync(CancellationToken cancellationToken) => module.InvokeAsync<bool>("off", cancellationToken);

    public ValueTask FillAsync(string field, string text, bool append, CancellationToken cancellationToken) => module.InvokeVoidAsync("fill", cancellationToken, field, text, append);

    /// <summary>Brings an element into view and into focus.</summary>
    public ValueTask ShowAsync(string id, CancellationToken cancellationToken) => module.InvokeVoidAsync("show", cancellationToken, id);

    [JSInvokable]
    public Task PressAsync(string key) => press?.Invoke(key) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (keys is not null)
            {
                await keys.InvokeVoidAsync("stop");
                await keys.DisposeAsync();
            }
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed.
        }
        self.Dispose();
    }
}
