using Learning.Grading;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;
using Learning.Web.Components.Verdicts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Npgsql;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>Instruments, console, stage and levers of one running lab. All that matters is in the lab's record: a new circuit reads it again.</summary>
public sealed partial class WarRoomPage : IAsyncDisposable
{
    private static readonly (int, string)[] Panes = [(1, "Watch"), (2, "Console"), (3, "Stage")];
    private static readonly (string, string)[] Tabs = [("deploy", "Deploy diff"), ("statistics", "Statistics"), ("plan", "Plan"), ("log", "Log"), ("history", "History")];
    private static readonly (string, string)[] PlanViews = [("drawn", "Drawn"), ("text", "Text"), ("table", "Table")];

    [Parameter] public string Slug { get; set; } = "";
    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }
    [SupplyParameterFromQuery(Name = "session")] public string? Session { get; set; }
    [Inject] private IRoomDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private readonly RoomAlarms alarms = new();
    private readonly Dictionary<string, int> picked = new(StringComparer.Ordinal);
    private RoomActor actor = null!;
    private RoomOpening? opening;
    private RoomView? view;
    private IncidentRecord? frozen;
    private IncidentAction? shown;
    private KeptEvidence? kept;
    private ConsoleState? state;
    private RoomHeader? header;
    private ConsoleBridge? bridge;
    private TaskCompletionSource<ConsoleBridge> standing = new();
    private IDisposable? watch;
    private (string, Guid) loaded;
    private string session = "A", planView = "drawn", alarm = "", note = "";
    private string? tab, refusal, selected, resetting;
    private double? playhead;
    private long? seed;
    private bool missing, reading, singleKeys = true;
    private int pane = 1;

    private bool Busy => state?.Busy is not null;
    private int Ran => view!.Record.Actions.Count(action => action.Statement is not null);
    private string ReportHref => $"/incidents/{Slug}/labs/{Id}/report";
    private string AgainHref => $"/incidents/{Slug}{(seed is { } known ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"?seed={known}") : "")}";
    private IncidentAction? LastPlan => view!.Record.Actions.LastOrDefault(action => action.Statement?.Plan is not null);
    private EvidenceOpener Opener => new(Href(tab, session), selected, OpenEvidenceAsync);

    private double? SoftLeft => StageAnswers.Of(view!.Record, StageAnswers.Current(view.Incident, view.Record)) is { HandedInAt: null } record && view.Incident.Stage(record.Kind).SoftMinutes is > 0 and var minutes
        ? record.EnteredAt + minutes * 60 - view.Record.Elapsed : null;

    protected override void OnInitialized() => actor = new(DoAsync);

    protected override async Task OnParametersSetAsync()
    {
        tab = Tabs.Any(known => known.Item1 == Tab) ? Tab : null;
        if (loaded != (Slug, Id))
        {
            loaded = (Slug, Id);
            opening = await Desk.OpenAsync(Slug, Id, gone.Token);
            (missing, view) = (opening is null, opening?.View);
            watch?.Dispose();
            watch = view is null ? null : Desk.Watch(() => InvokeAsync(BeatAsync));
        }
        await SessionAsync(Session ?? "A");
        Look();
    }

    private async Task SessionAsync(string name)
    {
        var was = session;
        session = view?.Sessions.Any(known => known.Name == name) == true ? name : "A";
        if (was == session)
            return;
        note = "";
        if (bridge is not null)
            await bridge.ShowAsync(session);
    }

    /// <summary>Takes what the page shows out of the view.</summary>
    private void Look()
    {
        if (view is null)
            return;
        state = view.Sessions.FirstOrDefault(known => known.Name == session);
        var mine = view.Record.Actions.Where(action => action.Statement?.Session == session);
        shown = picked.TryGetValue(session, out var number) ? mine.FirstOrDefault(action => action.Number == number) : null;
        shown ??= mine.LastOrDefault();
    }

    private async Task BeatAsync()
    {
        try
        {
            Reread();
            if (view is not null)
                alarm = alarms.Next(view.Record, SoftLeft) ?? alarm;
            StateHasChanged();
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error); // this circuit's trouble, not the lab's
        }
    }

    /// <summary>A lab that has ended by itself, of a full disk for one, begins anew where it was.</summary>
    private async Task ResetEndedAsync()
    {
        if (resetting is not null)
            return;
        (resetting, refusal) = ("Resetting", null);
        await DoAsync(desk => desk.ResetAsync(new ToldAtOnce(step => _ = InvokeAsync(() =>
        {
            resetting = resetting is null ? null : step.Text;
            StateHasChanged();
        })), CancellationToken.None));
        resetting = null;
        if (refusal is not null || gone.IsCancellationRequested)
            return;
        if (bridge is { } old)
        {
            bridge = null; // the editor went with the card, and so must its keys
            await old.DisposeAsync();
        }
        (loaded, standing) = (default, new());
        await OnParametersSetAsync();
    }

    private void Reread()
    {
        if (view is null || gone.IsCancellationRequested)
            return;
        view = Desk.View;
        if (view.Over)
            (seed, opening, view) = (view.Record.Seed, opening! with { View = null, Ended = view.Record.Ended ?? "It was ended." }, null);
        Look();
    }

    /// <summary>Everything that a pane does goes through here: what fails is said, and all is read again.</summary>
    private async Task DoAsync(Func<IRoomDesk, Task> act)
    {
        refusal = null;
        try
        {
            var doing = act(Desk);
            Reread();
            StateHasChanged();
            await doing;
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error) when (error is InfrastructureException or InvalidOperationException or ObjectDisposedException or TimeoutException or NpgsqlException)
        {
            refusal = error switch
            {
                InfrastructureException => $"Our fault: {error.Message}",
                ObjectDisposedException => "This lab has ended meanwhile.",
                PostgresException said => $"The lab's database refused: {said.MessageText}",
                NpgsqlException => "The lab's database did not answer.",
                _ => error.Message,
            };
        }
        if (gone.IsCancellationRequested)
            return;
        Reread();
        StateHasChanged();
    }

    private async Task MountAsync()
    {
        bridge = await ConsoleBridge.MountAsync(Js, this, Id, session, gone.Token);
        standing.TrySetResult(bridge);
        singleKeys = !await bridge.SingleKeysOffAsync();
        var hash = await bridge.HashAsync();
        if (hash.Length > 0)
            await OpenEvidenceAsync(Uri.UnescapeDataString(hash));
        StateHasChanged();
    }

    [JSInvokable]
    public async Task FreezeAsync()
    {
        frozen = frozen is null ? view?.Record : null;
        await InvokeAsync(StateHasChanged);
    }

    [JSInvokable]
    public void ShowKeys() => header?.ShowKeys();

    private string Href(string? toTab, string toSession)
    {
        List<string> query = [];
        if (toTab is not null)
            query.Add($"tab={toTab}");
        if (toSession != "A")
            query.Add($"session={toSession}");
        return $"/incidents/{Slug}/labs/{Id}{(query.Count > 0 ? "?" + string.Join('&', query) : "")}";
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        watch?.Dispose();
        if (bridge is not null)
            await bridge.DisposeAsync();
        Desk.Dispose();
        gone.Dispose();
    }
}
