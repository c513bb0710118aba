using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Sittings.Pages;

public sealed partial class SittingTimer : IAsyncDisposable
{
    private ElementReference clock;
    private IJSObjectReference? module, ticking;

    [Parameter, EditorRequired] public TimeSpan Left { get; set; }
    /// <summary>From here on it looks and sounds urgent.</summary>
    [Parameter] public TimeSpan Low { get; set; } = TimeSpan.FromMinutes(5);
    /// <summary>It stands: our outage is not the candidate's time.</summary>
    [Parameter] public bool Still { get; set; }
    [Parameter] public string Label { get; set; } = "Time left";
    [Inject] private IJSRuntime Js { get; set; } = null!;

    /// <summary>Said once each, to those who hear the page: the text changes at these moments only.</summary>
    private string Said => Still ? "The clock stands still." : Left <= TimeSpan.FromMinutes(1) ? "One minute left." : Left <= Low ? $"{SittingWords.Long(Low)} left." : "";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            module = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Sittings/Pages/SittingTimer.razor.js");
            ticking = await module.InvokeAsync<IJSObjectReference>("tick", clock);
        }
        catch (JSDisconnectedException)
        {
            // The page was left before its clock came alive.
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (ticking is not null)
            {
                await ticking.InvokeVoidAsync("stop");
                await ticking.DisposeAsync();
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
