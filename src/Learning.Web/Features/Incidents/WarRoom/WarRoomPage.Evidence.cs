using Learning.Grading.Incidents.Records;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>Keeping what is seen as evidence, and opening what was kept: by its mark, which is in the address.</summary>
public sealed partial class WarRoomPage
{
    /// <summary><paramref name="what"/>: what the focused part of the page is evidence of; empty: what the tab shows, or who waits for whom.</summary>
    [JSInvokable]
    public async Task KeepAsync(string what)
    {
        if (view is null)
            return;
        KeptEvidence? made = null;
        await DoAsync(desk =>
        {
            var keep = RoomKeeping.Of(what.Length == 0 && tab == "statistics" ? tab : what, view, tab == "plan" ? LastPlan : shown);
            made = desk.Keep(keep.Kind, keep.Title, keep.Action);
            return Task.CompletedTask;
        });
        if (made is not null)
            note = $"Kept as {made.Mark}";
        StateHasChanged();
    }

    private async Task OpenEvidenceAsync(string id)
    {
        if (view is null)
            return;
        (selected, pane) = (id, 2);
        if (view.Record.Actions.FirstOrDefault(action => action.Statement is not null && action.Mark == id) is { Statement: { } statement } action)
        {
            (kept, playhead) = (null, null);
            picked[statement.Session] = action.Number;
            Navigation.NavigateTo(Href(null, statement.Session) + $"#{id}", replace: true);
        }
        else if (view.Record.Evidence.FirstOrDefault(evidence => evidence.Mark == id) is { } found)
        {
            (kept, playhead) = (found, found.At);
            Navigation.NavigateTo(Href(tab, session) + $"#{id}", replace: true);
        }
        Look();
        if (bridge is not null)
            await bridge.TopAsync();
        StateHasChanged();
    }

    private void CloseEvidence()
    {
        (kept, playhead, selected) = (null, null, null);
        Navigation.NavigateTo(Href(tab, session), replace: true);
    }
}
