using System.Text.Json;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Incidents.Postmortem;

/// <summary>Saving by itself, two tabs that never write over each other, and the hand-in.</summary>
public sealed partial class PostmortemPage
{
    /// <summary>Some time after the last key. <paramref name="edit"/> counts the changes of the browser.</summary>
    [JSInvokable]
    public async Task ChangedAsync(int edit)
    {
        if (newer is not null || ReadOnly)
            return;
        await turn.WaitAsync(gone.Token);
        try
        {
            if (newer is not null || ReadOnly)
                return; // by what it waited for
            (saving, dirty) = (true, true);
            StateHasChanged();
            await FetchAsync();
            Settle(await Desk.SaveAsync(Id, text, view!.Text.Version, gone.Token), edit);
            if (!dirty && editor is not null)
                dirty = await editor.InvokeAsync<int>("saved", gone.Token, edit, view.Text.Version) != edit;
        }
        finally
        {
            saving = false;
            turn.Release();
            StateHasChanged();
        }
    }

    private void Settle(SaveOutcome outcome, int edit)
    {
        if (outcome.Refusal is null)
            (view, refusal, dirty) = (view! with { Text = outcome.Kept }, null, false);
        else if (outcome.Refusal == PostmortemDesk.Newer || outcome.Kept.HandedInAt is not null)
            (newer, refusal) = (outcome.Kept, null);
        else
            refusal = outcome.Refusal;
        Check();
    }

    private async Task FetchAsync()
    {
        if (editor is null)
            return;
        await using var bytes = await editor.InvokeAsync<IJSStreamReference>("bytes", gone.Token);
        if (bytes.Length > MostBytes)
            return;
        await using var stream = await bytes.OpenReadStreamAsync(MostBytes, gone.Token);
        text = await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(stream, cancellationToken: gone.Token) ?? text;
        Check();
    }

    private async Task ShowNewerAsync()
    {
        var other = newer!;
        newer = null;
        Take(other);
        dirty = false;
        if (editor is not null && !ReadOnly)
            await editor.InvokeVoidAsync("show", gone.Token, other.Sections, other.Version);
    }

    /// <summary>The other tab's text is written over, knowingly.</summary>
    private async Task KeepMineAsync()
    {
        view = view! with { Text = view.Text with { Version = newer!.Version } };
        newer = null;
        await ChangedAsync(-1);
    }

    private async Task AskAsync()
    {
        await FetchAsync();
        confirming = true;
    }

    private async Task HandInAsync()
    {
        await turn.WaitAsync(gone.Token);
        try
        {
            if (newer is not null || ReadOnly)
                return; // the first of two clicks did it
            saving = true;
            await FetchAsync();
            Settle(await Desk.HandInAsync(Id, text, view!.Text.Version, gone.Token), -1);
            if (editor is not null && view.Text.HandedInAt is not null)
                await editor.InvokeVoidAsync("saved", gone.Token, int.MaxValue, view.Text.Version);
            confirming = false;
        }
        finally
        {
            saving = false;
            turn.Release();
        }
    }
}
