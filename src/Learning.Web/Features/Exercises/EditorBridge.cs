using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Web.Components.Verdicts;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Exercises;

/// <summary>The server's end of Workbench.razor.js. A circuit without its browser is no fault: calls then end quietly.</summary>
internal sealed class EditorBridge(IJSObjectReference module, IJSObjectReference bench, DotNetObjectReference<Workbench> page) : IAsyncDisposable
{
    /// <summary>What this editor has of its own.</summary>
    public static IReadOnlyDictionary<string, object> Options(bool sql) => new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["language"] = sql ? "sql" : "csharp",
        ["renderLineHighlight"] = "line",
        ["lineDecorationsWidth"] = 46,
        ["padding"] = new { top = 8, bottom = 8 },
        ["ariaLabel"] = "Your answer",
    };

    public static async Task<EditorBridge> MountAsync(IJSRuntime js, Workbench page, WorkbenchView view, CancellationToken cancellationToken)
    {
        var module = await js.InvokeAsync<IJSObjectReference>("import", cancellationToken, "./Features/Exercises/Workbench.razor.js");
        var handle = DotNetObjectReference.Create(page);
        var bench = await module.InvokeAsync<IJSObjectReference>("mount", cancellationToken, "lab-editor", handle, new
        {
            slug = view.Exercise.Slug,
            learner = view.Learner,
            language = view.Exercise.Language == ExerciseLanguage.Sql ? "sql" : "csharp",
            text = view.Draft ?? view.Exercise.Starter.Text,
            draftAt = view.DraftAt?.ToUnixTimeMilliseconds(),
        });
        return new(module, bench, handle);
    }

    public async Task<(string? Source, string? Refusal)> ReadAsync(CancellationToken cancellationToken) =>
        await SourceReader.ReadAsync(await bench.InvokeAsync<IJSStreamReference>("bytes", cancellationToken), cancellationToken);

    public ValueTask AcknowledgeAsync(int version, DateTimeOffset at) => bench.InvokeVoidAsync("acknowledge", version, at.ToUnixTimeMilliseconds());
    public ValueTask ReplaceAsync(string text) => bench.InvokeVoidAsync("replace", text);
    public ValueTask UndoAsync() => bench.InvokeVoidAsync("undo");
    public ValueTask FileAsync(SourceFile? file) => bench.InvokeVoidAsync("file", file?.Name, file?.Text);
    public ValueTask RevealAsync(int line, int column) => bench.InvokeVoidAsync("reveal", line, Math.Max(column, 1));
    /// <summary>Counts beside the lines of a source that was run; they go grey when what is being edited is no longer that source.</summary>
    public ValueTask MarginAsync(IReadOnlyList<MarginNote> notes, string source, string name) => bench.InvokeVoidAsync("margin", notes, source, name);
    /// <summary>Null takes the light away.</summary>
    public ValueTask PointAtAsync(int? line) => bench.InvokeVoidAsync("point", line);
    public ValueTask AddressAsync(string url) => bench.InvokeVoidAsync("address", url);
    public ValueTask<string> HashAsync() => bench.InvokeAsync<string>("hash");

    /// <summary>The cast keeps the array one argument: params would spread it.</summary>
    public ValueTask MarkAsync(IEnumerable<Diagnostic> diagnostics) => bench.InvokeVoidAsync("markers", (object)diagnostics.Where(diagnostic => diagnostic.Line > 0).Take(200).Select(diagnostic => new
    {
        error = StoppedFacts.IsError(diagnostic),
        message = diagnostic.Message,
        code = diagnostic.Code,
        line = diagnostic.Line,
        column = diagnostic.Column,
        endLine = diagnostic.EndLine,
        endColumn = diagnostic.EndColumn,
    }).ToArray());

    public async ValueTask DisposeAsync()
    {
        try
        {
            await bench.InvokeVoidAsync("stop");
            await bench.DisposeAsync();
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
