using Learning.Web.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Reviews;

/// <summary>One review on one page: what was asked, what was written, what the database saw, and what the mentor says to it.</summary>
public sealed partial class ReviewPage : IAsyncDisposable
{
    [Parameter] public Guid Id { get; set; }
    [Inject] private IReviewDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private ReviewView? view;
    private ReviewKeys? keys;
    private IDisposable? watch;
    private Guid? loaded;
    private string tab = "diff", side = "evidence";
    private string? selected, refusal, offered, show;
    private ThreadPlace? composing;
    private Guid? answering;
    private readonly Dictionary<Guid, (ThreadPlace? Composing, Guid? Answering)> begun = [];
    private ReviewThreadKind kind = ReviewThreadKind.Improvement;
    private int? line;
    private int row, thread = -1;
    private double at;
    private bool missing, busy, help, keysOff;

    protected override void OnInitialized() => Navigation.LocationChanged += OnMoved;

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == Id)
            return;
        if (loaded is { } left)
            begun[left] = (composing, answering);
        loaded = Id;
        (selected, refusal, line, row, thread, side) = (null, null, null, 0, -1, "evidence");
        (composing, answering) = begun.GetValueOrDefault(Id); // what is half written is open again
        await ReadAsync();
        if (view is null || gone.IsCancellationRequested)
            return;
        tab = view.Postmortem is not null ? "postmortem" : IsChanged ? "diff" : "whole";
        at = view.Postmortem?.Session.Record is { } record ? record.FullAt ?? record.BaselineEnd ?? 0 : 0;
        row = Math.Max(0, view.Grades.ToList().IndexOf(0));
        Select(new Uri(Navigation.Uri).Fragment);
        watch?.Dispose();
        watch = RendererInfo.IsInteractive ? Desk.Watch(Id, () => InvokeAsync(RefreshAsync)) : null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            keys = await ReviewKeys.MountAsync(Js, key => InvokeAsync(() => PressAsync(key)), gone.Token);
            _ = TickAsync();
        }
        if (show is { } element && keys is not null)
        {
            show = null;
            await keys.ShowAsync(element, gone.Token);
        }
    }

    private async Task ReadAsync()
    {
        view = await Desk.OpenAsync(Id, gone.Token);
        missing = view is null;
    }

    private async Task RefreshAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    /// <summary>The seconds of an undo, the minutes of a claim, and what became of both.</summary>
    private async Task TickAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Time);
            for (var second = 1; await timer.WaitForNextTickAsync(gone.Token); second++)
            {
                if (view?.Pending is { } pending)
                    await InvokeAsync(Time.GetUtcNow() > pending.Until.AddSeconds(2) ? RefreshAsync : () => { StateHasChanged(); return Task.CompletedTask; });
                else if (second % 30 == 0)
                    await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException)
        {
            // The page is left.
        }
    }

    private void OnMoved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(() =>
    {
        if (loaded == Id && view is not null && new Uri(moved.Location) is var address && address.AbsolutePath == Page)
        {
            Select(address.Fragment);
            StateHasChanged();
        }
    });

    private void Select(string fragment)
    {
        if (fragment is not ['#', .. var mark] || mark.Length == 0)
            return;
        selected = Uri.UnescapeDataString(mark);
        if (view!.Postmortem is { } postmortem)
            (tab, at) = ("replay", postmortem.Session.Marks.Find(selected)?.At ?? at);
        else
            side = selected[0] switch { 'P' => "plans", 'S' or 'L' => "statements", _ => "report" };
    }

    private Task OpenAsync(string mark)
    {
        Navigation.NavigateTo(Opener.Href(mark), replace: true);
        return Task.CompletedTask;
    }

    private Task Seek(double seconds)
    {
        at = seconds;
        StateHasChanged();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnMoved;
        watch?.Dispose();
        await gone.CancelAsync();
        if (keys is not null)
            await keys.DisposeAsync();
        gone.Dispose();
    }
}
