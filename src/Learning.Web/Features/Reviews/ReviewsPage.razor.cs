using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Reviews;

/// <summary>The mentors' queue. It has an end.</summary>
public sealed partial class ReviewsPage : IAsyncDisposable
{
    [Inject] private IReviewDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private QueueView? queue;
    private ReviewKeys? keys;
    private ElementReference root;
    private bool missing;

    protected override async Task OnInitializedAsync()
    {
        queue = await Desk.QueueAsync(gone.Token);
        missing = queue is null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            keys = await ReviewKeys.MountAsync(Js, PressAsync, gone.Token);
    }

    private Task PressAsync(string key)
    {
        if (key == "j" && queue!.Rows.FirstOrDefault(row => !row.Deciding && (row.Mine || row.Holder is null)) is { } next)
            Navigation.NavigateTo($"/reviews/{next.Id}");
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
        if (keys is not null)
            await keys.DisposeAsync();
    }
}
