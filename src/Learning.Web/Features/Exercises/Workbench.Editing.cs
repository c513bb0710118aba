using Learning.Grading.Exercises;
using Learning.Web.Data;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Exercises;

/// <summary>What happens to the text: drafts, earlier attempts, the starter, other files.</summary>
public sealed partial class Workbench
{
    /// <summary>False: our fault, and worth another try. What is refused is settled until it is edited.</summary>
    [JSInvokable]
    public async Task<bool> DraftChangedAsync(int version)
    {
        try
        {
            unsaved = await SaveDraftAsync(version);
            return true;
        }
        catch (Exception error) when (gone.IsCancellationRequested || error is JSDisconnectedException)
        {
            return false; // the page was left: nobody hears it
        }
        catch (Exception error)
        {
            DraftLost(Logger, error, Slug);
            unsaved = "our fault, and we try again";
            return false;
        }
        finally
        {
            edited = false;
            StateHasChanged();
        }
    }

    /// <summary>Why it is not kept on the server, or null.</summary>
    private async Task<string?> SaveDraftAsync(int version)
    {
        var (source, refused) = await bridge!.ReadAsync(gone.Token);
        if (source is null)
            return refused == SourceReader.Empty ? "the file is empty" : "the file is larger than 128 KB";
        if (await Desk.SaveDraftAsync(Slug, source, gone.Token) is not { } at)
            return "nothing more is taken here";
        savedAt = at;
        await bridge.AcknowledgeAsync(version, at);
        return null;
    }

    [LoggerMessage(LogLevel.Error, "The draft of {Slug} could not be saved")]
    private static partial void DraftLost(ILogger logger, Exception error, string slug);

    [JSInvokable]
    public void EditedAsync()
    {
        if (edited)
            return;
        edited = true;
        StateHasChanged();
    }

    [JSInvokable]
    public Task HandInByKeyAsync(bool submit) => Busy || (submit && !Rules.Submits) ? Task.CompletedTask : HandInAsync(submit ? SubmissionKind.Submit : SubmissionKind.Try);

    [JSInvokable]
    public void ShowPaneAsync(int number)
    {
        pane = number;
        StateHasChanged();
    }

    private async Task LoadAttemptAsync(Guid id)
    {
        if (bridge is null || await Desk.ReadAsync(id, gone.Token) is not { } earlier)
            return;
        await bridge.ReplaceAsync(earlier.Source);
        (undo, file, pane) = ($"{earlier.Name} loaded", null, 2);
    }

    private async Task ResetAsync()
    {
        if (bridge is null)
            return;
        await bridge.ReplaceAsync(view!.Exercise.Starter.Text);
        (undo, file) = ("reset", null);
    }

    private async Task UndoAsync()
    {
        undo = null;
        if (bridge is not null)
            await bridge.UndoAsync();
    }

    private async Task ShowFileAsync(SourceFile? shown)
    {
        file = shown?.Name;
        if (bridge is not null)
            await bridge.FileAsync(shown);
    }

    private async Task RevealAsync((int Line, int Column) place)
    {
        (pane, file) = (2, null);
        if (bridge is not null)
            await bridge.RevealAsync(place.Line, place.Column);
    }
}
