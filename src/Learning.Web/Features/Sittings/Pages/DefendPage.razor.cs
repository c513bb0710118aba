using Learning.Web.Data;
using Learning.Web.Features.Sittings.Defence;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Sittings.Pages;

/// <summary>The questions, one at a time. What is typed lives in the browser and is saved as it grows; how long it may, the server decides.</summary>
public sealed partial class DefendPage : IAsyncDisposable
{
    private const double Reread = 3;
    private static readonly TimeSpan Low = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource gone = new();
    private SittingView? view;
    private IReadOnlyList<AskedQuestion> questions = [];
    private AnswerBox? box;
    private ElementReference heading, area;
    private string first = "", saved = "";
    private string? mounted;
    private int shown;
    private bool busy, watching, asked, closed;

    [Inject] private SittingDesk Desk { get; set; } = null!;
    [Inject] private DefenceDesk Defence { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private ILogger<DefendPage> Logger { get; set; } = null!;

    private AskedQuestion? Current => questions.FirstOrDefault(question => !question.IsClosed);

    private TimeSpan Left(AskedQuestion question) => view!.Paused is not null ? question.Left : question.Left - (Time.GetUtcNow() - question.ReadAt) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    protected override Task OnInitializedAsync() => ReadAsync(opening: true);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!watching && !gone.IsCancellationRequested)
        {
            watching = true;
            _ = PageClock.EverySecondsAsync(Reread, Time, Logger, RefreshAsync, InvokeAsync, DispatchExceptionAsync, gone.Token);
        }
        if (view is not { Status: SittingStatus.Defending })
            return;
        if (shown != 0 && area.Id != mounted)
        {
            mounted = area.Id;
            await MountAsync(view.Id, shown);
        }
        if (closed)
        {
            closed = false;
            await heading.FocusAsync();
        }
    }

    /// <summary>More was typed; <paramref name="version"/> is what the browser calls it.</summary>
    [JSInvokable]
    public async Task AnswerChangedAsync(int version)
    {
        if (busy || box is not { } open)
            return;
        var isKept = await Defence.SaveAsync(shown, await open.ReadAsync(gone.Token), isFinal: false, gone.Token);
        if (box != open)
            return;
        saved = isKept ? "Saved" : "The time is over; what was saved before counts.";
        if (isKept)
            await open.AcknowledgeAsync(version);
        StateHasChanged();
    }

    [JSInvokable]
    public void AnswerEdited()
    {
        saved = "Saving";
        StateHasChanged();
    }

    private async Task RefreshAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync(bool opening = false)
    {
        view = opening ? await Desk.OpenAsync(gone.Token) : await Desk.ReadAsync(gone.Token);
        if (view is not { } read)
        {
            Navigation.NavigateTo(Navigation.Uri, forceLoad: true); // another device has the seat: the next request says so
            return;
        }
        questions = read.Status != SittingStatus.Defending ? [] : opening ? await Defence.OpenAsync(gone.Token) : await Defence.ReadAsync(gone.Token);
        var open = Current is { Question: not null } current ? current : null;
        if (shown != (open?.Number ?? 0))
        {
            var before = box;
            (shown, first, saved, box) = (open?.Number ?? 0, open?.Answer ?? "", "", null);
            if (before is not null)
                await before.StopAsync(forget: true);
        }
        if (read.Status != SittingStatus.Defending)
            Navigation.NavigateTo(read.Next);
    }

    private async Task MountAsync(Guid sitting, int number)
    {
        try
        {
            var made = await AnswerBox.MountAsync(Js, this, area, sitting, number, first, asked, gone.Token);
            asked = false;
            if (shown == number)
                box = made;
            else
                await made.StopAsync(forget: false);
            StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // The page was left before its question could be answered.
        }
    }

    private async Task AskAsync(int number)
    {
        if (busy)
            return;
        (busy, asked) = (true, true);
        try
        {
            await Defence.AskAsync(number, gone.Token);
            await ReadAsync();
        }
        finally
        {
            busy = false;
        }
    }

    private async Task CloseAsync()
    {
        if (busy || box is not { } open)
            return;
        busy = true;
        try
        {
            // As it stands in the browser now: what was saved last may be older.
            await Defence.SaveAsync(shown, await open.ReadAsync(gone.Token), isFinal: true, gone.Token);
            await ReadAsync();
            closed = true;
        }
        finally
        {
            busy = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        if (box is not null)
            await box.StopAsync(forget: false);
        gone.Dispose();
    }
}
