using System.Globalization;
using Learning.Grading.Incidents;
using Learning.Web.Components.Charts;
using Learning.Web.Features.Incidents.WarRoom;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>The session on one axis of time with a playhead: by drag on the charts, by the slider's own keys, and by J and L from action to action.</summary>
public sealed partial class StoryTimeline : IAsyncDisposable
{
    /// <summary>Widths of the two drawings, in pixels.</summary>
    internal const double Wide = 1164, Narrow = 380;

    [Parameter, EditorRequired] public IncidentReportView View { get; set; } = null!;
    /// <summary>Seconds.</summary>
    [Parameter] public double At { get; set; }
    [Parameter] public EventCallback<double> AtChanged { get; set; }
    /// <summary>The mark whose evidence is open.</summary>
    [Parameter] public string? Selected { get; set; }
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private StoryLanes lanes = null!;
    private TimeFrame frame = null!;
    private object? drawn;
    private ElementReference surface;
    private IJSObjectReference? module, drag;
    private DotNetObjectReference<StoryTimeline>? self;
    private bool expert;

    private IReadOnlyList<(double At, ExpertStep Step)> Steps => expert ? View.Expert : [];
    private string Note => expert ? "an expert's path laid over it, counted from when the trouble shows" : "a mark is an action; more than one stands as a range";
    private string Heard => $"{RoomText.Heard(At)}, P95 of all {(Moment.Of(View.Record, At).Sample?.All.P95 is { } p95 ? RoomText.Ms(p95) : "not measured")}";

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(drawn, View.Record))
            lanes = new(View.Record);
        drawn = View.Record;
        Fit();
    }

    /// <summary>The axis is as long as the session, or as the expert's path over it.</summary>
    private void Fit()
    {
        frame = RoomSeries.P95Frame(View.Record);
        if (Steps is [.., var last])
            frame = frame with { To = Math.Max(frame.To, last.At + 20) };
    }

    private void Lay()
    {
        expert = !expert;
        Fit();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        module = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Incidents/Report/StoryTimeline.razor.js");
        drag = await module.InvokeAsync<IJSObjectReference>("follow", surface, self);
    }

    [JSInvokable]
    public Task DraggedAsync(double seconds) => AtChanged.InvokeAsync(Math.Clamp(seconds, 0, frame.To));

    private Task OnInputAsync(ChangeEventArgs args) =>
        double.TryParse(args.Value?.ToString(), CultureInfo.InvariantCulture, out var seconds) ? AtChanged.InvokeAsync(seconds) : Task.CompletedTask;

    private Task OnKeyAsync(KeyboardEventArgs args) => args.Key switch
    {
        "j" or "J" => StepAsync(-1),
        "l" or "L" => StepAsync(1),
        _ => Task.CompletedTask,
    };

    /// <summary>To the action before or after the playhead; others' marks count too.</summary>
    private Task StepAsync(int direction)
    {
        List<double> stops = [.. View.Record.Actions.Where(action => action.Marked || action.ByLearner).Select(action => action.At).Distinct().Order()];
        var next = direction < 0 ? stops.FindLast(stop => stop < At - 0.5) : stops.Find(stop => stop > At + 0.5);
        return direction > 0 && next <= At ? Task.CompletedTask : AtChanged.InvokeAsync(next);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (drag is not null)
            {
                await drag.InvokeVoidAsync("stop");
                await drag.DisposeAsync();
            }
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed.
        }
        self?.Dispose();
    }
}
