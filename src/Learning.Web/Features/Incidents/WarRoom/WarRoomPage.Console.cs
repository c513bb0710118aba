using Learning.Grading;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>The console's sessions: what they run, and what was brought back into them.</summary>
public sealed partial class WarRoomPage
{
    private string Said => Busy ? $"Running for {RoomText.For(Math.Max(0, view!.Record.Elapsed - state!.Busy!.Value))}"
        : note.Length > 0 ? note
        : shown?.Statement is not { ElapsedMs: { } took } statement ? ""
        : $"{RoomText.Ms(took)}{(statement.Buffers is { } buffers ? $", {Say.Of(buffers, "buffer", "buffers")}" : statement.Error is null && statement.Columns.Count > 0 ? $", {Say.Rows(statement.RowCount)}" : "")}";

    [JSInvokable]
    public async Task RunAsync()
    {
        if (view is null || Busy || reading)
            return;
        var (editor, sql, refused) = await ReadAsync();
        if (sql is null)
        {
            note = refused ?? "";
            StateHasChanged();
            return;
        }
        var name = session;
        (note, pane) = ("", 2);
        picked.Remove(name);
        if (tab is not null)
            Navigation.NavigateTo(Href(null, name), replace: true);
        IReadOnlyList<IncidentAction> ran = [];
        // It outlives the page: a statement that a reload cancelled could leave an INVALID index behind.
        await DoAsync(async desk => ran = await desk.RunAsync(name, sql, CancellationToken.None));
        if (!gone.IsCancellationRequested && ran.LastOrDefault(action => action.Statement?.Error is not null)?.Statement is { } failed && session == name)
            await editor.MarkAsync(failed);
    }

    /// <summary>Who is quicker than the editor runs all the same.</summary>
    private async Task<(ConsoleBridge Editor, string? Sql, string? Refusal)> ReadAsync()
    {
        (reading, note) = (true, standing.Task.IsCompleted ? note : "Waits for the editor");
        try
        {
            var editor = await standing.Task.WaitAsync(gone.Token);
            var (sql, refused) = await editor.ReadAsync(gone.Token);
            return (editor, sql, refused);
        }
        finally
        {
            reading = false;
        }
    }

    [JSInvokable]
    public Task CancelAsync() => Busy ? DoAsync(desk => desk.CancelAsync(session)) : Task.CompletedTask;

    [JSInvokable]
    public void ShowSession(string name)
    {
        if (view?.Sessions.Any(known => known.Name == name) == true)
            Navigation.NavigateTo(Href(null, name), replace: true);
    }

    private async Task OpenSessionAsync()
    {
        string? name = null;
        await DoAsync(async desk => name = await desk.OpenSessionAsync(gone.Token));
        if (name is not null)
            Navigation.NavigateTo(Href(null, name), replace: true);
    }

    private async Task CloseSessionAsync()
    {
        var name = session;
        await DoAsync(desk => desk.CloseSessionAsync(name));
        Navigation.NavigateTo(Href(null, "A"), replace: true);
    }

    private async Task BringAsync(IncidentAction action)
    {
        picked[session] = action.Number;
        if (bridge is not null && action.Statement is { } statement)
            await bridge.ReplaceAsync(statement.Sql);
        Navigation.NavigateTo(Href(null, session), replace: true);
    }

    private static string Word(ConsoleState state) => state.Busy is not null ? "running" : state.Failed ? "failed" : state.InTransaction ? "in transaction" : "idle";
}
