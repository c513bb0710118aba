using System.Globalization;
using Learning.Web.Components.Charts;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Operations.Capacity;

public sealed partial class CapacityPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private CapacityView? view;

    [Inject]
    private CapacityDesk Desk { get; set; } = null!;

    [Inject]
    private PageHandover Handover { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<CapacityPage> Logger { get; set; } = null!;

    protected override async Task OnInitializedAsync() => view = await Handover.ReadAsync("capacity", () => Desk.LoadAsync(leaving.Token));

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = PageClock.EverySecondsAsync(5, Time, Logger, RefreshAsync, InvokeAsync, DispatchExceptionAsync, leaving.Token);
    }

    private async Task RefreshAsync()
    {
        view = await Desk.LoadAsync(leaving.Token);
        StateHasChanged();
    }

    private static string Seconds(double? value) => value is not { } known ? "none" : known < 10 ? string.Create(CultureInfo.InvariantCulture, $"{known:0.0} s") : string.Create(CultureInfo.InvariantCulture, $"{known:0} s");

    private List<TimePoint> Begun => [.. view!.Minutes.Select((minute, at) => new TimePoint(at * 60, minute.Begun))];

    private List<TimePoint> Waits => [.. view!.Minutes.Select((minute, at) => new TimePoint(at * 60, minute.LongestWait ?? 0))];

    /// <summary>Seconds since an hour ago.</summary>
    private List<TimePoint> Sampled(Func<CapacitySample, double?> value) => [.. view!.Samples.Select(sample => new TimePoint(3600 - (view.At - sample.At).TotalSeconds, value(sample))).Where(point => point.At >= 0)];

    private static TimeFrame Frame(string unit) => new(0, 3600, value => string.Create(CultureInfo.InvariantCulture, $"{value:0.#}{unit}"), value => string.Create(CultureInfo.InvariantCulture, $"{value:0.#}{unit}"), Height: 120);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
