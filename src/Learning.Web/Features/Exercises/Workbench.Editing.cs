using Learning.Grading.Exercises;
using Learning.Web.Data;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Exercises;

/// <summary>What happens to the text: drafts, earlier attempts, the starter, other files.</summary>
public sealed partial class Workbench
{
    [JSInvokable]
    public async Task DraftChangedAsync(int version)
    {
        var (source, _) = await bridge!.ReadAsync(gone.Token);
        if (source is not null)
        {
            savedAt = await Desk.SaveDraftAsync(Slug, source, gone.Token);
            if (savedAt is { } at)
                await bridge.AcknowledgeAsync(version, at);
        }

        edited = false;
        StateHasChanged();
    }

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
