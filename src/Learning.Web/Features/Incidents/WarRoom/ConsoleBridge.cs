using Learning.Grading.Incidents.Records;
using Learning.Web.Features.Exercises;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>The server's end of WarRoomPage.razor.js: the SQL editor's texts, one a session, and the room's keys.</summary>
internal sealed class ConsoleBridge(IJSObjectReference module, IJSObjectReference room, DotNetObjectReference<WarRoomPage> page) : IAsyncDisposable
{
    /// <summary>What this editor has of its own.</summary>
    public static IReadOnlyDictionary<string, object> Options { get; } = new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["language"] = "sql",
        ["renderLineHighlight"] = "none",
        ["lineNumbers"] = "off",
        ["glyphMargin"] = false,
        ["folding"] = false,
        ["lineDecorationsWidth"] = 14,
        ["padding"] = new { top = 9, bottom = 9 },
        ["ariaLabel"] = "SQL console. Escape leaves the editor.",
    };

    public static async Task<ConsoleBridge> MountAsync(IJSRuntime js, WarRoomPage page, Guid lab, string session, CancellationToken cancellationToken)
    {
        var module = await js.InvokeAsync<IJSObjectReference>("import", cancellationToken, "./Features/Incidents/WarRoom/WarRoomPage.razor.js");
        var handle = DotNetObjectReference.Create(page);
        var room = await module.InvokeAsync<IJSObjectReference>("mount", cancellationToken, "room-editor", handle, new { lab, session });
        return new(module, room, handle);
    }

    /// <summary>What is selected, else all of the session's text.</summary>
    public async Task<(string? Sql, string? Refusal)> ReadAsync(CancellationToken cancellationToken)
    {
        var (sql, refused) = await SourceReader.ReadAsync(await room.InvokeAsync<IJSStreamReference>("bytes", cancellationToken), cancellationToken);
        return (sql, refused == SourceReader.Empty ? "There is no SQL to run." : refused == SourceReader.TooLong ? "That is more than 128 KB; nothing was run." : refused);
    }

    public ValueTask ShowAsync(string session) => room.InvokeVoidAsync("show", session);
    public ValueTask ReplaceAsync(string text) => room.InvokeVoidAsync("replace", text);
    public ValueTask TopAsync() => room.InvokeVoidAsync("top");
    public ValueTask MarkAsync(StatementRecord failed) => room.InvokeVoidAsync("mark", failed.Sql, failed.Error?.Position ?? 0, failed.Error?.Message ?? "");
    public ValueTask<string> HashAsync() => room.InvokeAsync<string>("hash");
    public ValueTask<bool> SingleKeysOffAsync() => room.InvokeAsync<bool>("singleKeysOff");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await room.InvokeVoidAsync("stop");
            await room.DisposeAsync();
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone and took its half along: nothing is left to stop.
        }
        finally
        {
            page.Dispose();
        }
    }
}
