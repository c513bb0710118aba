using System.Globalization;
using Learning.Web.Components.Charts;
using Learning.Web.Components.Verdicts;
using Learning.Web.Features.Incidents.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>A session told back: its score with what counted, and every second of it to look at again.</summary>
public sealed partial class IncidentReportPage : IAsyncDisposable
{
    [Parameter] public string Slug { get; set; } = "";
    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromQuery(Name = "at")] public double? From { get; set; }
    [Inject] private ReportDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private IncidentReportView? view;
    private IncidentRow? empty;
    private SatOutcome? outcome;
    private Moment? moment;
    private IJSObjectReference? module;
    private (string, Guid) loaded;
    private string? selected;
    private double at;
    private bool missing;

    private EvidenceOpener Opener => new(view!.Href, selected, OpenAsync, id => view.Marks.Find(id) is { } mark ? $"{TimeAxis.Clock(mark.At)} {mark.Title}" : null);

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == (Slug, Id))
            return;
        loaded = (Slug, Id);
        await ReadAsync();
        if (view is null)
            return;
        selected = new Uri(Navigation.Uri).Fragment is ['#', .. var mark] ? Uri.UnescapeDataString(mark) : null;
        Show(From ?? (selected is null ? null : view.Marks.Find(selected)?.At) ?? view.Record.FullAt ?? view.Record.BaselineEnd ?? 0);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            module = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "./Features/Incidents/Report/IncidentReportPage.razor.js");
    }

    private async Task ReadAsync()
    {
        view = await Desk.OpenAsync(Slug, Id, gone.Token);
        outcome = view is null ? await Desk.OutcomeAsync(Slug, Id, gone.Token) : null;
        empty = view is null && outcome is null ? await Desk.EmptyAsync(Slug, Id, gone.Token) : null;
        missing = view is null && empty is null && outcome is null;
    }

    private async Task RefreshAsync()
    {
        await ReadAsync();
        if (view is not null)
            Show(at);
    }

    private void Show(double seconds)
    {
        at = Math.Clamp(seconds, 0, Math.Max(view!.Record.Elapsed, 1));
        moment = Moment.Of(view.Record, at);
    }

    private Task SeekAsync(double seconds) => GoAsync(seconds, null);

    private Task OpenAsync(string id) => GoAsync(view!.Marks.Find(id)?.At ?? at, id);

    private async Task GoAsync(double seconds, string? mark)
    {
        Show(seconds);
        selected = mark;
        StateHasChanged(); // a mark is clicked in a component of its own
        await Task.Yield(); // what the address brings into view is rendered first
        if (module is not null)
            await module.InvokeVoidAsync("address", gone.Token, string.Create(CultureInfo.InvariantCulture, $"{view!.Href}?at={at:0.#}{(mark is null ? "" : $"#{mark}")}"), mark is not null);
    }

    private async Task PrintAsync()
    {
        if (module is not null)
            await module.InvokeVoidAsync("print", gone.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed.
        }
    }
}
