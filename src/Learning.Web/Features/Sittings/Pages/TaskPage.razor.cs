using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Sittings.Pages;

/// <summary>A task of the running assessment. The page asks again every few seconds; whatever it shows, the server decides at each act.</summary>
public sealed partial class TaskPage : IAsyncDisposable
{
    private static readonly TimeSpan Reread = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Fetch = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource gone = new();
    private SittingView? view;
    private DateTimeOffset askedAt;
    private string? refusal;
    private bool watching;

    [Parameter] public int Position { get; set; }
    [SupplyParameterFromQuery(Name = "attempt")] private Guid? Attempt { get; set; }
    [Inject] private SittingDesk Desk { get; set; } = null!;
    [Inject] private SittingBench Bench { get; set; } = null!;
    [Inject] private SittingSignals Signals { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private ILogger<TaskPage> Logger { get; set; } = null!;

    private TaskView? task => view?.Tasks.FirstOrDefault(each => each.Position == Position);

    private BenchRules Rules => new()
    {
        Hints = false, Reports = false, Scratchpad = view!.Plan.Feedback != CandidateFeedback.Nothing, Address = task!.Href,
        Closed = task.AttemptsLeft == 0 ? "No attempt is left for this task. Your best hand-in counts; you may still read and change your draft." : null,
    };

    protected override async Task OnInitializedAsync() => Show(await Desk.OpenAsync(gone.Token));

    protected override void OnAfterRender(bool firstRender)
    {
        if (watching || gone.IsCancellationRequested)
            return;
        watching = true;
        _ = WatchAsync();
    }

    private async Task WatchAsync()
    {
        var steady = new SteadyRefresh(Logger);
        try
        {
            await InvokeAsync(FetchAsync); // what is done in the first second is to be seen too
            using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1), Time);
            while (await clock.WaitForNextTickAsync(gone.Token))
            {
                var now = Time.GetUtcNow();
                if (now - fetchedAt >= Fetch)
                    await InvokeAsync(FetchAsync);
                if (view is { } seen && (now - (seen.ReadAt > askedAt ? seen.ReadAt : askedAt) >= Reread || (seen.Paused is null && seen.LeftAt(now) == TimeSpan.Zero)))
                {
                    askedAt = now;
                    await InvokeAsync(() => steady.ReadAsync(async () =>
                    {
                        await RefreshAsync();
                        StateHasChanged();
                    }));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private async Task RefreshAsync() => Show(await Desk.ReadAsync(gone.Token));

    private void Show(SittingView? read)
    {
        view = read;
        if (view is null)
            Navigation.NavigateTo(Navigation.Uri, forceLoad: true); // another device has the seat: the next request says so
        else if (view.Status != SittingStatus.Running)
            Navigation.NavigateTo(view.Next);
    }

    private async Task HandInAsync()
    {
        refusal = await Desk.HandInAsync(gone.Token);
        await RefreshAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (reporting is not null)
            {
                await reporting.InvokeVoidAsync("stop");
                await reporting.DisposeAsync();
            }
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone and took its half along.
        }
    }
}
