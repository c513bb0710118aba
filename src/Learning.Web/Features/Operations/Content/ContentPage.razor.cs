using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Operations.Content;

public sealed partial class ContentPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private ContentView? view;
    private string? refusal;

    [Inject]
    private ContentDesk Desk { get; set; } = null!;

    [Inject]
    private PageHandover Handover { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<ContentPage> Logger { get; set; } = null!;

    protected override async Task OnInitializedAsync() => view = await Handover.ReadAsync("content", () => Desk.LoadAsync(leaving.Token));

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = PageClock.EverySecondsAsync(2, Time, Logger, RefreshAsync, InvokeAsync, DispatchExceptionAsync, leaving.Token);
    }

    private async Task CheckAsync(string? slug)
    {
        refusal = await Desk.CheckAsync(slug, leaving.Token);
        view = await Desk.LoadAsync(leaving.Token);
    }

    private async Task ProveAsync(string slug)
    {
        refusal = await Desk.ProveVariantsAsync(slug, leaving.Token);
        view = await Desk.LoadAsync(leaving.Token);
    }

    private async Task StopAsync(string slug, bool variants)
    {
        refusal = await Desk.StopAsync(slug, variants, leaving.Token);
        view = await Desk.LoadAsync(leaving.Token);
    }

    private async Task RefreshAsync()
    {
        if (view?.Busy != true)
            return;
        view = await Desk.LoadAsync(leaving.Token);
        StateHasChanged();
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
